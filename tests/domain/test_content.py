"""What is in a box, where it stands, and whether it is still of use."""

from datetime import timedelta
from itertools import permutations

import msgspec
import pytest
from hypothesis import given, settings, strategies as st

from domain.content import MAX_KEPT, Content, empty, pack
from domain.finding import Finding
from domain.said import Said
from tests.support.arrival import hear
from tests.support.sayings import GUARD, PPK, STORE, STRANGER
from tests.support.story import BOX, LOGISTICS, STORE_PLACE, Story, moment

TEN, NOON, ONE = moment("10:00"), moment("12:00"), moment("13:00")


@pytest.fixture
def story() -> Story:
    story = Story.of_election()
    story.registers()
    return story


def packs(story: Story, at: str, by: str = STORE) -> Said:
    boxes = [{"box": BOX, "contents": [{"item": "formulir", "count": 1}]}]
    return story.endorsed(story.says(by, "BoxPacked", at, place=STORE_PLACE, boxes=boxes))


def opens(story: Story, at: str, by: str = STORE) -> Said:
    fields = {"boxes": [BOX], "place": STORE_PLACE, "purpose": "pengesetan", "seals": None}
    return story.endorsed(story.says(by, "BoxOpened", at, **fields))


def test_an_empty_box_is_packed() -> None:
    filling = pack(Content(), BOX, TEN, 7)

    assert (filling.content.packed, filling.content.is_packed, filling.raised) == (7, True, ())


def test_a_box_that_was_opened_is_packed_anew() -> None:
    content = empty(pack(Content(), BOX, TEN, 7).content, BOX, NOON).content
    assert not content.is_packed

    filling = pack(content, BOX, ONE, 9)
    assert (filling.content.packed, filling.raised) == (9, ())


def test_a_box_packed_twice_is_a_finding_until_the_opening_between_arrives() -> None:
    filling = pack(pack(Content(), BOX, TEN, 7).content, BOX, ONE, 9)
    (finding,) = filling.raised
    assert (finding.rule, finding.evidence) == ("R30", (9, 7))

    late = empty(filling.content, BOX, NOON)
    assert late.settled == (finding.key,)
    assert late.content.is_packed


@pytest.mark.parametrize("hour", ["09:59:59", "13:00:01"])
def test_an_opening_at_another_time_explains_nothing(hour: str) -> None:
    filling = pack(pack(Content(), BOX, TEN, 7).content, BOX, ONE, 9)

    assert empty(filling.content, BOX, moment(hour)).settled == ()


def test_a_packing_that_is_said_late_stands_before_the_other() -> None:
    filling = pack(pack(Content(), BOX, ONE, 7).content, BOX, TEN, 9)

    assert (filling.content.packed, filling.content.at) == (7, ONE)
    assert [finding.evidence for finding in filling.raised] == [(7, 9)]


DEEDS = st.lists(st.sampled_from(["pack", "open"]), min_size=1, max_size=5)


@settings(max_examples=150, deadline=None)
@given(DEEDS, st.data())
def test_no_order_of_arrival_decides_what_was_packed_twice(
    deeds: list[str], data: st.DataObject
) -> None:
    ends = []
    for order in (range(len(deeds)), data.draw(st.permutations(range(len(deeds))))):
        content = Content()
        open_: dict[str, Finding] = {}
        for number in order:
            at = TEN + timedelta(minutes=number)
            is_packed = deeds[number] == "pack"
            step = pack(content, BOX, at, number) if is_packed else empty(content, BOX, at)
            content = step.content
            open_ = {key: one for key, one in open_.items() if key not in step.settled}
            open_ |= {one.key: one for one in step.raised}
        ends.append((content, open_))

    assert ends[0] == ends[1]


def test_only_so_many_packings_and_openings_are_kept() -> None:
    content = Content()
    for minute in range(4 * MAX_KEPT):
        at = TEN + timedelta(minutes=minute)
        content = empty(pack(content, BOX, at, minute).content, BOX, at).content

    assert len(content.packings) == len(content.openings) == MAX_KEPT


def test_the_fold_packs_and_opens(story: Story) -> None:
    packs(story, "20 08:00")
    opens(story, "20 09:00")
    packed = packs(story, "20 10:00")

    assert story.box().content.packed == packed.index
    assert story.findings(but="R07") == []


def test_the_fold_finds_a_box_packed_twice(story: Story) -> None:
    packs(story, "20 08:00")
    packs(story, "20 10:00")
    assert story.findings() == ["R30"]

    opens(story, "20 09:00")
    assert story.findings(but="R07 R25") == []


def test_a_stranger_packs_nothing_that_another_would_pack_twice(story: Story) -> None:
    packs(story, "20 08:00", by=STRANGER)
    packed = packs(story, "20 10:00")

    assert story.box().content.packed == packed.index
    assert "R30" not in story.findings()


def test_no_stranger_empties_a_box_that_was_packed_twice(story: Story) -> None:
    packs(story, "20 08:00")
    packs(story, "20 10:00")
    opens(story, "20 09:00", by=STRANGER)
    opens(story, "20 11:00", by=STRANGER)

    assert story.box().content.is_packed
    assert "R30" in story.findings()


def test_a_box_stands_where_it_was_stored_last(story: Story) -> None:
    fields = {"place": STORE_PLACE, "holder": "16.08/kpu", "boxes": [BOX]}
    story.says(STORE, "BoxStored", "20 10:00", bay="A-03", **fields)
    story.says(STORE, "BoxStored", "20 09:00", bay="B-01", **fields)

    assert story.box().content.bay == "A-03"
    assert story.box().holder == "16.08/kpu"


def stores(story: Story, at: str, bay: str, by: str = STORE) -> Said:
    fields = {"place": STORE_PLACE, "holder": "16.08/kpu", "boxes": [BOX], "bay": bay}
    return story.plans(by, "BoxStored", at, **fields)


def test_a_clock_that_runs_ahead_fixes_no_bay(story: Story) -> None:
    story.hears(stores(story, "2099-01-01T00:00:00+07:00", "A-03", LOGISTICS))
    knowing = msgspec.structs.replace(stores(story, "08:00", "B-01"), cited=story.sayings.now)
    story.hears(knowing)
    assert story.box().content.bay == "B-01"

    story.hears(stores(story, "2099-01-01T00:00:00+07:00", "C-01", LOGISTICS))
    story.looks(at="08:30")
    story.witnessed("09:00")
    story.hears(stores(story, "10:00", "D-01"))
    assert story.box().content.bay == "D-01"


def test_of_two_bays_at_one_moment_the_same_counts_whichever_arrives_first() -> None:
    bays = set()
    for order in permutations(range(2)):
        story = Story.of_election()
        drafts = [stores(story, "20 10:00", by, by) for by in (STORE, LOGISTICS)]
        bays.add(hear(story, drafts, order).box().content.bay)

    assert len(bays) == 1


def test_a_stranger_moves_no_box_within_a_store(story: Story) -> None:
    fields = {"place": STORE_PLACE, "boxes": [BOX]}
    story.says(STORE, "BoxStored", "20 10:00", bay="A-03", **fields)
    story.says(STRANGER, "BoxStored", "2099-01-01T00:00:00+07:00", bay="B-01", **fields)

    assert story.box().content.bay == "A-03"


def test_a_box_that_was_replaced_is_only_kept(story: Story) -> None:
    story.endorsed(story.says(STORE, "ItemReplaced", "20 10:00", old=BOX, new="baru"))

    assert (story.box().state, story.box().content.successor) == ("diganti", "baru")
    assert story.box("baru").content.predecessor == BOX


@pytest.mark.parametrize(("by", "new"), [(PPK, "baru"), (GUARD, "baru"), (STORE, BOX)])
def test_nothing_is_replaced_without_authority_or_by_itself(
    story: Story, by: str, new: str
) -> None:
    story.says(by, "ItemReplaced", "20 10:00", old=BOX, new=new)

    assert story.box().state == "dipegang"


def test_a_box_that_was_destroyed_says_so(story: Story) -> None:
    said = story.endorsed(story.says(STORE, "ItemDestroyed", "20 10:00", boxes=[BOX]))

    assert (story.box().state, story.box().content.destroyed) == ("dimusnahkan", said.index)


def test_no_stranger_puts_a_box_out_of_use(story: Story) -> None:
    story.says(STRANGER, "ItemDestroyed", "20 10:00", boxes=[BOX])

    assert (story.box().state, story.box().content.destroyed) == ("dipegang", None)
