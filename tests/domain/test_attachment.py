"""Files beside the log, by their hash."""

from domain.attachment import MAX_KEPT, Attachment
from tests.support.sayings import GUARD, PPK, leaf
from tests.support.story import Story

FILE = leaf("foto berita acara")


def _known(story: Story) -> Attachment:
    state = story.states["berkas", FILE]
    assert isinstance(state, Attachment)
    return state


def test_a_signed_paper_belongs_to_its_statement() -> None:
    story = Story.of_election()
    said = story.says(PPK, "EvidenceFiled", "10:40", file=FILE, of=leaf("serah terima"))

    known = _known(story)
    assert (known.evidence_kind, known.size) == ("berita_acara", 183220)
    (filing,) = known.filings
    assert (filing.index, filing.journal) == (said.index, PPK)
    assert (filing.of, filing.paper) == (leaf("serah terima"), "bast")


def test_the_same_file_may_be_filed_for_another_and_stays_what_it_was() -> None:
    story = Story.of_election()
    story.says(PPK, "EvidenceFiled", "10:40", file=FILE)
    story.says(GUARD, "EvidenceFiled", "11:00", file=FILE, of=None, size=1, media="text/plain")

    assert _known(story).size == 183220
    assert [one.journal for one in _known(story).filings] == [PPK, GUARD]


def test_not_every_word_about_a_file_is_kept() -> None:
    story = Story.of_election()
    for minute in range(MAX_KEPT + 8):
        story.says(PPK, "EvidenceFiled", f"10:{minute:02}", file=FILE)

    assert len(_known(story).filings) == MAX_KEPT
