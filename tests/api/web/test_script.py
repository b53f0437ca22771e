"""The modules of the app are joined into one script that does what they do."""

import re
from pathlib import Path

import pytest

from api.page import STATIC
from api.web.script import imported, joined, shortened
from tests.support.typescript import messages

NAMELESS = re.compile(r"\bTS(2304|2448|2454|2552)\b")
"""A name that stands nowhere, or later."""

ASKED_FOR = ("'exports'.", "'module'.", "'define'.")
"""What idb looks for to see who has loaded it."""


def write(folder: Path, **texts: str) -> Path:
    (folder / "app").mkdir()
    for name, text in texts.items():
        (folder / "app" / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def test_modules_come_after_all_that_they_import_directly_or_indirectly(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        main='import { a } from "./one.js";\nimport { b } from "../shared.js";\n',
        one='import "./two.js";\nimport {\n  b,\n} from "../shared.js";\n',
        two="globalThis.c = 1;\n",
        other="export const unused = 1;\n",
    )
    (folder / "shared.js").write_text("export const b = 2;\n", encoding="utf-8")

    wanted = ["app/two.js", "shared.js", "app/one.js", "app/main.js"]
    assert imported(folder, "app/main.js") == wanted


def test_types_named_in_comments_and_paths_in_texts_are_no_imports(tmp_path: Path) -> None:
    text = '/** @param {import("./gone.js").Gone} gone */\nexport const FILES = ["./gone.js"];\n'

    assert imported(write(tmp_path, main=text), "app/main.js") == ["app/main.js"]
    assert "./gone.js" in joined(tmp_path, "app/main.js")


def test_an_import_of_a_module_that_does_not_exist_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path, main='import "./gone.js";\n')

    with pytest.raises(FileNotFoundError):
        imported(folder, "app/main.js")


def test_modules_become_one_that_gives_what_the_first_gives(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        main='import { two } from "./two.js";\n\nexport async function start() {\n  two();\n}\n',
        two="/** Why. */\nexport function two() {\n  return TWO;\n}\n\nconst TWO = 2;\n",
    )

    text = joined(folder, "app/main.js")

    assert text.startswith("export const {start} = ")
    assert text.index("function two()") < text.index("const TWO") < text.index("function start()")
    assert "import" not in text
    assert "export function" not in text


def test_modules_that_give_nothing_become_a_script_that_a_worker_takes(tmp_path: Path) -> None:
    folder = write(tmp_path, main='import "./two.js";\nstart();\n', two="const two = 2;\n")

    script = joined(folder, "app/main.js")

    assert script == '(() => {\n"use strict";\nconst two = 2;\nstart();\n})();\n'
    assert '"use strict"' in shortened(script)


def test_a_minified_module_keeps_its_short_names_to_itself(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        main='import { html } from "./lit.js";\n\nexport const start = html;\nconst t = 1;\n',
        lit="const t=2,b=t;export{t as _secret,b as html};\n//# sourceMappingURL=lit.js.map\n",
    )

    text = joined(folder, "app/main.js")

    assert "const {html} = (() => {\nconst t=2,b=t;\nreturn {html: b};\n})();" in text


def test_a_name_that_stands_in_two_modules_is_refused(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        main='import "./one.js";\n\nconst /** @type {number} */ MAX = 1;\n',
        one="async function MAX() {}\n",
    )

    with pytest.raises(ValueError, match=r"app/main.js: MAX is a name in app/one.js too"):
        joined(folder, "app/main.js")


def test_modules_that_import_each_other_are_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, main='import "./one.js";\n', one='import "./main.js";\n')

    with pytest.raises(ValueError, match="import each other"):
        joined(folder, "app/main.js")


@pytest.mark.parametrize(
    "text",
    [
        'import * as all from "./one.js";\n',
        'import one from "./one.js";\n',
        "import { one } from './one.js';\n",
        'export { one } from "./one.js";\n',
        "export default 1;\n",
        'const later = () => import("./one.js");\n',
        "const here = import.meta.url;\n",
    ],
)
def test_what_would_mean_something_else_in_one_script_is_refused(tmp_path: Path, text: str) -> None:
    folder = write(tmp_path, main=text, one="export const one = 1;\n")

    with pytest.raises(ValueError, match=r"app/main\.js: "):
        joined(folder, "app/main.js")


def test_modules_can_be_left_out_to_weigh_the_others(tmp_path: Path) -> None:
    folder = write(tmp_path, main='import "./one.js";\n', one="globalThis.one = 1;\n")

    assert "globalThis.one" not in joined(folder, "app/main.js", {"app/one.js"})


def test_the_app_holds_no_large_reader() -> None:
    names = imported(STATIC, "jaga/main.js")

    assert {"jaga/desk.js", "note.js", "vendor/idb/umd.js"} <= set(names)
    assert not any(name.startswith("vendor/zxing-wasm/") for name in names)


def test_what_only_people_read_stays_behind_and_what_they_see_travels() -> None:
    text = (
        "/** What it is. */\nexport function tell(/** @type {A} */ companion) {\n"
        "  // why\n  return html`<p>${companion} // <b>/** seen */</b></p>`;\n}\n"
    )

    shown = shortened(text)

    assert "What it is" not in shown
    assert "why" not in shown
    assert "companion" not in shown
    assert "// <b>/** seen */</b></p>`" in shown
    assert "export function tell(" in shown


def test_markup_travels_without_its_indentation() -> None:
    assert shortened("const page = html`\n    <p>a\n      b</p>`;") == "let page=html` <p>a b</p>`"


@pytest.mark.parametrize(
    "text",
    [
        "function f(n) {\n  const first = g(n);\n  const { second } = h({ first });\n k(second) }",
        "const first = g();\nconst { second } = h({ first });\nexport { second, first };",
    ],
)
def test_what_is_declared_first_stays_first(text: str) -> None:
    short = shortened(text)

    assert short.index("g(") < short.index("h(")


def test_the_script_uses_no_name_before_it_is_declared_and_none_that_is_nowhere(
    tmp_path: Path,
) -> None:
    static = tmp_path / "static"
    (static / "jaga").mkdir(parents=True)
    script = shortened(joined(STATIC, "jaga/main.js"))
    (static / "jaga" / "main.js").write_text(script, encoding="utf-8")

    said = [line for line in messages(static) if NAMELESS.search(line)]
    assert [line for line in said if not line.endswith(ASKED_FOR)] == []
