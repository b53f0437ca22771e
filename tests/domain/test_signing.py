"""Signing: who stands behind a statement, first and second."""

import pytest
from hypothesis import given, settings, strategies as st

from domain.rules.signature import PENDING
from domain.said import Said
from domain.signing import MAX_KEPT, Signing, Signings
from tests.support.arrival import hear, told
from tests.support.sayings import GUARD, KPU, POLRI, PPK, STORE, STRANGER, leaf
from tests.support.story import LOGISTICS, STORE_PLACE, Story


@pytest.fixture
def story() -> Story:
    return Story.of_election()


def test_a_statement_that_asks_for_two_waits_for_the_second(story: Story) -> None:
    said = story.says(STORE, "SealApplied", "10:00", place=STORE_PLACE, boxes=[])
    waiting = story.signing(said)
    assert waiting.state == "menunggu"
    assert waiting.first is not None
    assert (waiting.first.person, waiting.first.journal) == ("p-gudang", STORE)

    story.endorsed(said)
    assert story.signing(said).state == "lengkap"


def test_one_that_asks_for_one_is_nobodys_business(story: Story) -> None:
    said = story.says(GUARD, "VisitorReported", "08:00")

    assert Signings().subjects(said) == ()


def test_it_may_be_endorsed_all_the_same(story: Story) -> None:
    said = story.says(GUARD, "IncidentReported", "26 02:10")
    endorsed = story.says(STORE, "Endorsed", "26 02:11", of=said.leaf, of_kind="IncidentReported")

    assert Signings().subjects(endorsed) == ()
    assert story.findings() == []


def test_an_entry_beyond_the_goods_zone_may_be_endorsed_all_the_same(story: Story) -> None:
    visit = story.says(GUARD, "VisitorReported", "08:00")
    said = story.says(GUARD, "AccessGranted", "08:00", of=visit.leaf, zone="kantor")
    story.endorsed(said, by=STORE)

    assert story.findings() == ["R14"]


def test_an_offer_waits_on_the_clock_of_custody(story: Story) -> None:
    assert story.signing(story.offers(at="08:00")).state == "satu"


def test_only_so_many_early_answers_are_kept(story: Story) -> None:
    nothing = leaf("nothing")
    for _ in range(2 * MAX_KEPT):
        story.says(STORE, "Endorsed", "08:01", of=nothing, of_kind="SealApplied")

    kept = story.states["pernyataan", nothing]
    assert isinstance(kept, Signing)
    assert len(kept.answers) == MAX_KEPT


def test_a_device_that_speaks_for_nobody_is_no_second_person() -> None:
    story = Story.of_election()
    said = story.says(STORE, "SealApplied", "20 10:00")
    story.endorsed(said, STRANGER)

    assert story.signing(said).state == "menunggu"
    assert story.findings(but="R05 R13") == ["R08", "R08"]


def drafts(story: Story, answers: list[tuple[str, str]]) -> list[Said]:
    """Draft seals that somebody puts on, and then what others say to that, and when."""
    first = story.plans(STORE, "SealApplied", "20 10:00", place=STORE_PLACE, boxes=[])
    fields = {"of": first.leaf, "of_kind": "SealApplied"}
    return [first, *(story.plans(by, "Endorsed", at, **fields) for by, at in answers)]


def test_an_early_answer_of_the_same_unit_and_the_wait_for_a_second_are_two_findings(
    story: Story,
) -> None:
    first, same, good = drafts(story, [(LOGISTICS, "20 10:05"), (GUARD, "20 10:10")])
    hear(story, (same, first), (0, 1))
    assert story.findings() == ["R08", "R08"]
    assert PENDING.key(first.leaf, first.index) not in story.settled

    story.hears(good)
    assert story.findings() == ["R08"]
    assert "the same unit" in story.finding("R08").english()


ANSWERS = st.lists(
    st.tuples(
        st.sampled_from([GUARD, POLRI, PPK, LOGISTICS, STORE, STRANGER]),
        st.sampled_from(["20 10:05", "20 10:30", "20 10:31"]),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(ANSWERS, st.data())
def test_the_order_of_arrival_decides_nothing(
    answers: list[tuple[str, str]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(1 + len(answers))))
    one, other = Story.of_election(), Story.of_election()
    hear(one, drafts(one, answers), range(1 + len(answers)))
    said = drafts(other, answers)
    hear(other, said, order)

    assert told(other, "pernyataan") == told(one, "pernyataan")
    assert other.signing(said[0]).state == one.signing(said[0]).state


def test_the_first_policy_is_endorsed_without_anybody_asking(story: Story) -> None:
    first = story.says(KPU, "PolicySet", "01 09:00")
    story.endorsed(first, POLRI)

    assert story.findings() == []


@pytest.mark.parametrize(("by", "found"), [(POLRI, []), (PPK, ["R08"])])
def test_a_later_policy_takes_another_line(story: Story, by: str, found: list[str]) -> None:
    chair = f"{KPU}/ketua"
    story.sayings.enrol(KPU, "p-ketua", chair, "ketua_kpu", "16.08")
    story.endorsed(story.says(chair, "PolicySet", "01 09:00", version=2), by, at="01 09:05")

    assert story.findings(at="01 09:20") == found
