"""Policies: one meaning for every reader, and quorums counted as their groups say."""

import functools
import itertools
import re
from collections.abc import Iterable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings, strategies as st

from ledger.tlog.errors import PolicyError
from ledger.tlog.note import COSIGNATURE_ED25519, ED25519, VerifierKey
from ledger.tlog.policy import NONE, Comment, Group, Log, Policy, Witness
from tests.support.edwards import TORSION, Point, Scalar, decoded
from tests.support.figures import FIGURES
from tests.support.mutation import mutations

LOG: str = FIGURES["log"]["vkey"]
WITNESS: str = FIGURES["witness_ed25519"]["vkey"]
WITNESS_MLDSA: str = FIGURES["witness_mldsa44"]["vkey"]


@functools.cache
def key_number(number: int) -> VerifierKey:
    """Return a strong cosigner's key of its own."""
    private = Ed25519PrivateKey.from_private_bytes(number.to_bytes(32, "big"))
    public = private.public_key().public_bytes_raw()
    return VerifierKey(f"w{number}.example", COSIGNATURE_ED25519, public)


def witness_lines(*names: str) -> str:
    return "".join(f"witness {name} {key_number(n)}\n" for n, name in enumerate(names))


WITH_GROUPS = (
    f"log {LOG}\n# dua kelompok\n{witness_lines('X1', 'X2', 'X3', 'Y1', 'Y2', 'Y3')}"
    "group X 2 X1 X2 X3\ngroup Y any Y1 Y2 Y3\ngroup XY all X Y\nquorum XY\n"
)


def met(policy: Policy, names: Iterable[str]) -> set[int]:
    """Return every number of witnesses with which any choice meets, or fails, the quorum."""
    names = tuple(names)
    return {
        count
        for count in range(len(names) + 1)
        if all(policy.is_met_by(chosen) for chosen in itertools.combinations(names, count))
    }


# What is written is read.


def test_the_published_policy_is_read_and_written() -> None:
    policy = Policy.parse(FIGURES["policy"])
    assert policy.serialise() == FIGURES["policy"]
    assert [str(log) for log in policy.logs] == [LOG]
    assert [(w.name, str(w.key), w.url) for w in policy.witnesses] == [("BAWASLU", WITNESS, "")]
    assert policy.quorum == "BAWASLU"
    assert policy.is_met_by(["BAWASLU"])
    assert not policy.is_met_by([])


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=" #"), min_size=1, max_size=8
)


@given(names=st.lists(WORDS.filter(NONE.__ne__), unique=True, max_size=6), data=st.data())
def test_every_policy_is_read_back(names: list[str], data: st.DataObject) -> None:
    lines: list[Log | Witness | Group | Comment] = [Comment("# satu"), Comment("")]
    free: list[str] = []
    for number, name in enumerate(names):
        if data.draw(st.booleans()) and free:
            count = data.draw(st.integers(1, len(free)))
            threshold = data.draw(st.sampled_from(("all", "any", str(count))))
            lines.append(Group(name, threshold, tuple(free[:count])))
            free = [*free[count:], name]
        else:
            url = data.draw(st.just("") | WORDS)
            lines.append(Witness(name, key_number(number), url))
            free.append(name)
    policy = Policy(tuple(lines), data.draw(st.sampled_from((NONE, *names))))
    assert Policy.parse(policy.serialise()) == policy


@settings(max_examples=400)
@given(st.sampled_from((FIGURES["policy"], WITH_GROUPS)).map(str.encode).flatmap(mutations))
def test_a_damaged_policy_that_is_read_is_the_same_when_written(raw: bytes) -> None:
    text = raw.decode("utf-8", "surrogateescape")
    try:
        policy = Policy.parse(text)
    except PolicyError:
        return
    assert Policy.parse(policy.serialise()) == policy
    again = policy.serialise()
    assert Policy.parse(again).serialise() == again
    assert words(again) == words(text)


def words(text: str) -> list[str]:
    """Return every word and comment, in no order: none may come, go or change."""
    return sorted(re.findall("[^ \t\n]+", text))


def test_tabs_and_runs_of_spaces_separate_as_one_space_does() -> None:
    loose = (
        f" \tlog\t{LOG} \t https://log.example/ \n\t\nwitness \t w\t\t{WITNESS}\t\nquorum  w\t\n"
    )
    policy = Policy.parse(loose)
    tight = f"log {LOG} https://log.example/\n\t\nwitness w {WITNESS}\nquorum w\n"
    assert policy.serialise() == tight
    assert Policy.parse(tight) == policy


def test_the_quorum_may_stand_before_what_it_does_not_name() -> None:
    policy = Policy.parse(f"quorum none\nlog {LOG}\nwitness w {WITNESS}\n# akhir\n")
    assert policy.serialise() == f"log {LOG}\nwitness w {WITNESS}\n# akhir\nquorum none\n"
    assert Policy.parse("quorum none\n") == Policy(())


# What is refused.


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "\n",
            "quorum none",
            "# quorum none\n",
            f"log {LOG}\n",
            "quorum\n",
            "quorum none none\n",
        ),
        *("quorum none\nquorum none\n", "Quorum none\n", "quorums none\n", "quorum NONE\n"),
        *("quorum w\n", f"quorum w\nwitness w {WITNESS}\n", f"witness w {WITNESS}\nquorum W\n"),
        *("log\nquorum none\n", "log x\nquorum none\n", f"log {LOG} u v\nquorum none\n"),
        *(f"logs {LOG}\nquorum none\n", f"log {LOG}=\nquorum none\n", f"Log {LOG}\nquorum none\n"),
        *(f"witness {WITNESS}\nquorum none\n", f"witness w {WITNESS} u v\nquorum none\n"),
        *(f"witness none {WITNESS}\nquorum none\n", "witness w\nquorum none\n"),
        "quorum none\rquorum none\n",
        f"log {LOG}\u2028quorum none\n",
    ],
)
def test_a_policy_out_of_form_is_refused(text: str) -> None:
    with pytest.raises(PolicyError):
        Policy.parse(text)


@pytest.mark.parametrize(
    "group",
    [
        *(
            "group g",
            "group g all",
            "group g any",
            "group g 1",
            "group g a b",
            "group",
            "group g all g",
        ),
        *("group g 0 a b", "group g 3 a b", "group g -1 a b", "group g +1 a b", "group g 01 a b"),
        *("group g \u0661 a b", "group g \uff11 a b", "group g 1.0 a b", "group g 1_0 a b"),
        *(
            "group g ALL a b",
            "group g none a b",
            "group g 99999999999999999999 a b",
            "group g all d",
        ),
        *(f"group g {'9' * 9_999} a b", "group none all a", "group a all b", "group g all a a"),
        *("group g all none", "group g all a none", "group g all a\ngroup h all a b"),
        *("group g all a\ngroup g all b", "group g all h\ngroup h all a", "group g all A"),
        *("group g all a\ngroup h all g\ngroup i any g b", "group g 2 a\u00a0b"),
        *(f"witness a {WITNESS}", "group g all a\nwitness g " + WITNESS),
    ],
    ids=lambda group: ascii(group)[:40],
)
def test_a_group_that_cannot_be_is_refused(group: str) -> None:
    Policy.parse(witness_lines("a", "b", "c") + "quorum none\n")
    with pytest.raises(PolicyError):
        Policy.parse(witness_lines("a", "b", "c") + group + "\nquorum none\n")


def test_no_public_key_stands_in_a_policy_twice() -> None:
    key = key_number(1)
    renamed = VerifierKey("other.example", key.algorithm, key.public)
    as_log = VerifierKey("other.example", ED25519, key.public)
    for second in (f"witness v {key}", f"witness v {renamed}", f"log {as_log}"):
        with pytest.raises(PolicyError, match="twice"):
            Policy.parse(f"witness w {key}\n{second}\nquorum none\n")
    with pytest.raises(PolicyError, match="twice"):
        Policy.parse(f"log {LOG}\nlog {LOG} https://log.example/\nquorum none\n")


# When a quorum is met.


@pytest.mark.parametrize(
    ("threshold", "enough"),
    [
        *(("any", {1, 2, 3, 4}), ("1", {1, 2, 3, 4}), ("2", {2, 3, 4}), ("3", {3, 4})),
        *(("4", {4}), ("all", {4})),
    ],
)
def test_k_of_n_witnesses_meet_a_group(threshold: str, enough: set[int]) -> None:
    lines = witness_lines("a", "b", "c", "d")
    policy = Policy.parse(f"{lines}group g {threshold} a b c d\nquorum g\n")
    assert met(policy, "abcd") == enough


def test_groups_of_groups_count_each_group_once() -> None:
    policy = Policy.parse(WITH_GROUPS)
    sufficient = {
        chosen
        for count in range(7)
        for chosen in itertools.combinations(("X1", "X2", "X3", "Y1", "Y2", "Y3"), count)
        if policy.is_met_by(chosen)
    }
    assert sufficient == {
        chosen
        for count in range(7)
        for chosen in itertools.combinations(("X1", "X2", "X3", "Y1", "Y2", "Y3"), count)
        if sum(name[0] == "X" for name in chosen) >= 2 and sum(name[0] == "Y" for name in chosen)
    }


def test_only_names_of_witnesses_count() -> None:
    policy = Policy.parse(
        witness_lines("a", "b", "c") + "group g all a b\ngroup h any g c\nquorum h\n"
    )
    for names in (["g"], ["h"], ["a", "g"], ["a", "a"], ["w0.example"], ["none"], [""], ["A", "b"]):
        assert not policy.is_met_by(names)
    assert policy.is_met_by(["c", "stranger"])
    assert policy.is_met_by({"a", "b"})


def test_a_witness_outside_the_quorum_does_not_help() -> None:
    policy = Policy.parse(witness_lines("a", "b") + "quorum b\n")
    assert not policy.is_met_by(["a"])
    assert policy.is_met_by(["b"])


def test_quorum_none_is_met_by_nobody() -> None:
    policy = Policy.parse(witness_lines("a", "b") + "group g all a b\nquorum none\n")
    assert policy.is_met_by([])


def test_hundreds_of_logs_witnesses_and_groups_are_no_trouble() -> None:
    names = [f"w{number}" for number in range(300)]
    groups, last = [], names[0]
    for number, name in enumerate(names[1:]):
        groups.append(f"group g{number} all {last} {name}\n")
        last = f"g{number}"
    logs = "".join(
        f"log {VerifierKey(f'log{n}.example', ED25519, key_number(1_000 + n).public)}\n"
        for n in range(40)
    )
    text = f"{logs}{witness_lines(*names)}{''.join(groups)}quorum {last}\n"
    policy = Policy.parse(text)
    assert policy.serialise() == text
    assert (len(policy.logs), len(policy.witnesses)) == (40, 300)
    assert policy.is_met_by(names)
    assert not policy.is_met_by(names[1:])
    assert not policy.is_met_by(names[:-1])


def test_one_group_of_thousands_is_read_in_one_pass() -> None:
    with pytest.raises(PolicyError, match="not defined"):
        Policy.parse(f"group g all {'a ' * 500_000}\nquorum none\n")
    assert len(Policy.parse("#\n" * 100_000 + "quorum none\n").lines) == 100_000


# What readers would take in two ways.


@pytest.mark.parametrize("space", ["\u0085", "\u00a0", "\u2003", "\u2028", "\u3000"])
def test_only_ascii_spaces_separate_and_nothing_is_stripped(space: str) -> None:
    text = f"log {LOG} {space}\nwitness w{space} {WITNESS} https://w/{space}\nquorum w{space}\n"
    policy = Policy.parse(text)
    assert policy.serialise() == text
    assert policy.witnesses[0].name == f"w{space}"
    assert policy.witnesses[0].url == f"https://w/{space}"


@pytest.mark.parametrize(
    "control", ["\x00", "\x0b", "\x0c", "\r", "\x1c", "\x1f", "\x7f", "\ud800"]
)
@pytest.mark.parametrize(
    "template", ["# {}\nquorum none\n", "log {log} u{}\nquorum none\n", "quorum none{}\n", "{}"]
)
def test_controls_other_than_tab_and_line_feed_are_refused(template: str, control: str) -> None:
    with pytest.raises(PolicyError, match="control"):
        Policy.parse(template.format(control, log=LOG) + "\n")


def test_a_comment_may_stand_behind_white_space() -> None:
    text = f"  # satu\n\t#dua\n \t\nlog {LOG}\nquorum none\n"
    assert Policy.parse(text).serialise() == text


@pytest.mark.parametrize(
    "line",
    [
        f"log {LOG} #here",
        f"log {LOG} # here",
        f"log {LOG} https://log.example/#here",
        f"log {LOG}#",
        f"witness #w {WITNESS}",
        f"witness w {WITNESS} #",
        "group g any w#",
        "quorum none # one day more",
        "quorum none #",
    ],
)
def test_a_comment_behind_words_is_refused_because_readers_differ(line: str) -> None:
    with pytest.raises(PolicyError, match="#"):
        Policy.parse(f"{line}\nquorum none\n")


def test_a_log_line_takes_no_key_that_only_cosigns() -> None:
    with pytest.raises(PolicyError, match="0x04"):
        Policy.parse(f"log {WITNESS}\nquorum none\n")
    Policy.parse(f"log {WITNESS_MLDSA}\nquorum none\n")


def test_a_witness_line_takes_no_key_that_signs_notes() -> None:
    with pytest.raises(PolicyError, match="0x01"):
        Policy.parse(f"witness w {LOG}\nquorum w\n")
    Policy.parse(f"witness w {WITNESS_MLDSA}\nquorum w\n")


@pytest.mark.parametrize("torsion", TORSION[1:])
def test_a_weak_key_has_no_place_in_a_policy(torsion: Point) -> None:
    for public in (torsion.encoded(), decoded(Scalar(8).public).plus(torsion).encoded()):
        log = VerifierKey("log.example", ED25519, public)
        witness = VerifierKey("w.example", COSIGNATURE_ED25519, public)
        for line in (f"log {log}", f"witness w {witness} https://w.example/"):
            with pytest.raises(PolicyError, match="weak"):
                Policy.parse(f"{line}\nquorum none\n")


@pytest.mark.parametrize(
    ("have", "want"),
    [
        ("abcde", "abd"),
        ("abde", "abd"),
        ("acde", "acd"),
        ("ade", None),
        ("abc", None),
        ("bcde", None),
        ("abce", "abe"),
        ("", None),
    ],
)
def test_the_fewest_that_are_enough_are_chosen(have: str, want: str | None) -> None:
    groups = "group g any b c\ngroup h any d e\ngroup all all a g h\nquorum all\n"
    policy = Policy.parse(witness_lines(*"abcde") + groups)
    found = policy.fewest(have)

    assert found == (None if want is None else frozenset(want))
    assert policy.is_met_by(have) == (found is not None)


def test_where_no_witness_is_needed_none_is_chosen() -> None:
    assert Policy.parse("quorum none\n").fewest(["a"]) == frozenset()


def test_one_member_is_chosen_before_a_pair() -> None:
    groups = "group pair all b c\ngroup q 1 pair d\nquorum q\n"
    policy = Policy.parse(witness_lines(*"bcd") + groups)

    assert policy.fewest("bcd") == frozenset("d")
    assert policy.fewest("bc") == frozenset("bc")
