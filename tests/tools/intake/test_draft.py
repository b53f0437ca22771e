"""A key says in both languages what it is about."""

from tools.intake.draft import called


def test_a_key_is_called_by_its_noun() -> None:
    assert called(("place", "16.08/GDG-01")).id == "tempat 16.08/GDG-01"
    assert called(("office", "p-1", "ppk", "16.08.05/ppk")).en == "role p-1 ppk 16.08.05/ppk"
