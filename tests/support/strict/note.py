"""Notes and signature lines: their form alone."""

from collections.abc import Iterator

from tests.support.strict.case import NOTE, ORIGIN, TEXT, Case, b64, case, line, sign, text_of


def notes_that_read() -> Iterator[Case]:
    texts = {
        "an empty line inside the text": "a\n\nb\n",
        "a text that ends in an empty line": "a\n\n",
        "a text of one empty line": "\n",
        "a byte-order mark is part of the text": "\ufeffa\n",
        "line and paragraph separators are text": "a\u2028b\u2029c\u0085d\n",
        "DEL is no control character of the rule": "a\x7f\n",
        "text beyond the basic plane": "kotak 🗳\n",
        "a text that looks like a signature line": f"{line(bytes(64))}",
    }
    yield case("note.parse", "a plain note", True, **text_of(NOTE))
    for name, text in texts.items():
        yield case("note.parse", name, True, **text_of(sign(text)))
    names = {
        "a zero-width space is no space": "a\u200bb",
        "a byte-order mark is no space": "a\ufeffb",
        "a name in Indonesian and Arabic": "gudang/مخزن",
        "a name of 128 bytes": "n" * 128,
    }
    for name, key in names.items():
        yield case("note.parse", name, True, **text_of(f"{TEXT}\n{line(bytes(64), key)}"))
    for count in (2, 16, 100):
        lines = line(bytes(64)) * count
        yield case("note.parse", f"{count} signature lines", True, **text_of(f"{TEXT}\n{lines}"))
    yield case("note.parse", "a signature of one byte", True, **text_of(f"a\n\n{line(b'x')}"))


def notes_that_do_not() -> Iterator[Case]:
    raw = NOTE.encode()
    broken: dict[str, str | bytes] = {
        "nothing": "",
        "a newline": "\n",
        "text alone": TEXT,
        "text and an empty line": f"{TEXT}\n",
        "no empty line before the signature": TEXT + line(bytes(64)),
        "no last newline": NOTE[:-1],
        "an empty line at the end": f"{NOTE}\n",
        "carriage returns": NOTE.replace("\n", "\r\n"),
        "a tab in the text": sign("a\tb\n"),
        "a NUL in the text": sign("a\0b\n"),
        "a vertical tab in the text": sign("a\x0bb\n"),
        "a unit separator in the text": sign("a\x1fb\n"),
        "a byte that is not UTF-8": b"\xff" + raw,
        "an overlong slash": b"\xc0\xaf" + raw,
        "a surrogate in UTF-8": b"\xed\xa0\x80" + raw,
        "a cut-off character": raw.replace("—".encode(), "—".encode()[:2]),
        "101 signature lines": f"{TEXT}\n{line(bytes(64)) * 101}",
        "text after the signatures": f"{NOTE}text\n",
    }
    for name, note in broken.items():
        yield case("note.parse", name, False, **text_of(note))


def signature_lines() -> Iterator[Case]:
    good = line(bytes(64))
    body = good.split(" ")[2]
    lines = {
        "a hyphen for the dash": good.replace("—", "-"),
        "an en dash for the dash": good.replace("—", "\u2013"),
        "no space after the dash": good.replace("— ", "—"),
        "two spaces after the dash": good.replace("— ", "—  "),
        "a no-break space after the dash": good.replace("— ", "—\u00a0"),
        "a space before the dash": f" {good}",
        "a space at the end": good.replace("\n", " \n"),
        "a line separator at the end": good.replace("\n", "\u2028\n"),
        "no key name": f"—  {body}",
        "no signature": f"— {ORIGIN}\n",
        "an empty signature": f"— {ORIGIN} \n",
        "a key id and no signature": f"— {ORIGIN} {b64(b'1234')}\n",
        "three words after the dash": f"— {ORIGIN} x {body}",
        "a plus in the name": f"— a+b {body}",
        "a name of 129 bytes": f"— {'n' * 129} {body}",
        "DEL in the name": f"— a\x7fb {body}",
        "base64 without padding": good.replace("=", ""),
        "base64 with too much padding": good.replace("=", "=="),
        "base64 for web addresses": f"— {ORIGIN} {b64(bytes([0xFB]) * 68)}\n".replace("+", "-"),
        "base64 with a stray bit": good.replace("A=", "B="),
        "base64 with a newline's place taken": good.replace("AAA", "A A", 1),
        "base64 followed by more": good.replace("\n", "AAAA\n"),
    }
    for name, bad in lines.items():
        yield case("note.parse", name, False, **text_of(f"{TEXT}\n{bad}"))
        yield case("note.parse", f"{name}, after a good line", False, **text_of(NOTE + bad))
    for space in "\u0085\u00a0\u1680\u2003\u2028\u2029\u202f\u205f\u3000":
        name = f"a space in the name: U+{ord(space):04X}"
        yield case("note.parse", name, False, **text_of(f"{TEXT}\n— a{space}b {body}"))
