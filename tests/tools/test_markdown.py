"""Lines of made pages."""

from tools.markdown import WIDTH, bullets, filled


def test_a_paragraph_is_filled_to_the_width_and_words_stay_whole() -> None:
    lines = filled("segel " * 40 + "x" * 120).splitlines()

    assert max(map(len, lines[:-1])) <= WIDTH
    assert lines[-1] == "x" * 120


def test_a_list_has_an_item_a_line_and_indents_what_follows() -> None:
    text = bullets(["pendek", "kata " * 40])

    assert text.startswith("- pendek\n- kata")
    assert text.splitlines()[2].startswith("  kata")
