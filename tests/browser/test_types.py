"""The pages' scripts hold together: every call, every null and every index, by TypeScript.

Nothing is compiled or shipped: the types stand in the scripts' comments.
"""

from pathlib import Path

from tests.support.typescript import STATIC, messages


def test_typescript_finds_nothing_wrong_in_the_scripts_as_they_are_shipped() -> None:
    said = messages()
    assert said == [], "\n".join(said)


def test_a_call_with_the_wrong_type_is_found(tmp_path: Path) -> None:
    for name in ("text.js", "errors.js"):
        (tmp_path / name).write_bytes((STATIC / name).read_bytes())
    wrong = 'import { toHex } from "./text.js";\n\nexport const hex = toHex("not bytes");\n'
    (tmp_path / "wrong.js").write_text(wrong)
    assert [line.split(":")[0] for line in messages(tmp_path)] == ["static/wrong.js(3,26)"]
