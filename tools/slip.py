"""A sheet of paper on trial: what its QR codes prove, and what they do not.

The proof code holds neither the log's key nor the charter.  They come from the
reader: a policy with the log's key; or the charter's hash (the eight words) and
the charter itself, which is printed as the second code of the sheet of leaf 0,
or handed in as a file among the images.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ledger.charter import Charter
from ledger.errors import RefusedError
from ledger.fingerprint import words
from ledger.journal import CHARTER, Entry
from ledger.slip import Slip, read_text
from ledger.tlog.errors import FormatError, SignatureError, TlogError
from ledger.tlog.note import VerifierKey
from ledger.tlog.policy import NONE, Policy
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tools import witness
from tools.complaint import same
from tools.credence import check_charter
from tools.photograph import codes
from tools.signer import check_signer, is_register
from tools.source import read
from tools.translation import said
from tools.verdict import Check, Text, Verdict
from tools.verify import Trust, is_trusted

_NAMES = {
    "codes": Text("Kode QR terbaca", "QR codes can be read"),
    "trust": Text("Piagam cocok dengan sidik jari tepercaya", "Charter is the one that is trusted"),
    "checkpoint": Text("Log menandatangani pohon", "The log signed the tree"),
    "inclusion": Text("Daun ada di pohon itu", "The leaf is in that tree"),
    "witnesses": Text("Saksi", "Witnesses"),
    "statement": Text("Catatan yang dibuktikan", "The note that is proven"),
}
_LIMITS = Text(
    "tidak dibuktikan: bahwa isinya benar, siapa pemegang kunci jurnal, dan bahwa tidak ada "
    "catatan lain; untuk itu periksa seluruh buku dengan segel verify",
    "not proven: that it is true, who held the journal's key, and that there is no other note; "
    "for that, verify the whole log with segel verify",
)
_OF_CHARTER = Text(
    "kebijakan dari piagam; yang berlaku kemudian tidak tampak di kertas: beri --policy",
    "the charter's policy; what came in force later is not on paper: give --policy",
)
_UNPROVEN = Text(
    "log dikenal dari kebijakan; delapan kata ini hanya kata pencetak, jangan dipercaya",
    "the policy names the log; these eight words are the printer's alone, do not trust them",
)
_FILE_BYTES_MAX = 1 << 16
_NOTE_START = b"segel/"


@dataclass(slots=True)
class Found:
    """What stood on the paper, and in files beside it."""

    slips: list[Slip] = field(default_factory=list)
    notes: list[bytes] = field(default_factory=list)

    def take(self, found: Slip | bytes) -> None:
        """Add what one code says; the same code twice is one."""
        if isinstance(found, bytes):
            if found not in self.notes:
                self.notes.append(found)
        elif found not in self.slips:
            self.slips.append(found)

    @property
    def charters(self) -> list[bytes]:
        """The notes that say of themselves that they are charters."""
        return [note for note in self.notes if note.startswith(f"{CHARTER}\n".encode())]


def examine(paths: Sequence[Path], trust: Trust) -> Verdict:
    """Judge photographs or scans of one sheet's codes, and files of notes among them.

    Args:
        paths: Images, and perhaps the signed charter as a file.
        trust: From where trust starts; without it the verdict is *undecided* at most.

    Raises:
        SourceError: An image that cannot be read.
    """
    check = Check("codes", _NAMES["codes"])
    found = Found()
    for path in paths:
        for text in _texts(path, found):
            try:
                if (one := read_text(text)) is not None:
                    found.take(one)
            except FormatError as error:
                check.fail(said(f"{path}: a bad code: {error}"))
    return judged(" ".join(map(str, paths)), found, trust, check)


def judged(name: str, found: Found, trust: Trust, check: Check) -> Verdict:
    """Judge what codes and files say.

    Args:
        name: As the reader gave it.
        found: What was read.
        trust: From where trust starts.
        check: What was to be said of the codes while they were read.
    """
    verdict = Verdict(name, [check])
    count = len(found.slips) + len(found.notes)
    check.summary = Text(f"{count}", f"{count}")
    # The sheet of leaf 0 was photographed whole, for the charter on it.
    slips = [slip for slip in found.slips if slip.index] or found.slips
    if len(slips) > 1:
        check.fail(Text("bukti dari lebih dari satu lembar", "proofs of more than one sheet"))
    if not slips:
        check.doubt(
            Text(
                "tidak ada kode bukti; foto lebih dekat, rata, dan terang",
                "no proof code was found; photograph it closer, flat and in good light",
            )
        )
    if len(slips) == 1:
        _Trial(slips[0], found, trust, verdict).run()
    return verdict


class _Trial:
    """One slip, and what the reader believes."""

    def __init__(self, slip: Slip, found: Found, trust: Trust, verdict: Verdict) -> None:
        self._slip = slip
        self._found = found
        self._trust = trust
        self._verdict = verdict

    def run(self) -> None:
        slip, verdict = self._slip, self._verdict
        verdict.origin = slip.checkpoint.origin
        verdict.covered = slip.checkpoint.size
        verdict.root = to_base64(slip.checkpoint.root)
        verdict.charter, verdict.words = to_base64(slip.charter), words(slip.charter)
        verdict.proven = Text(
            f"TERBUKTI: daun {slip.index} ada dalam buku",
            f"PROVEN: leaf {slip.index} is in the log",
        )
        charter = self._charter()
        log, policy = self._believed(charter)
        self._check_proof(log)
        if policy is not None:
            self._check_witnesses(policy)
        self._check_notes()

    def _charter(self) -> Charter | None:
        """Return the charter that hangs on what is trusted, and write the check `trust`."""
        slip, trust = self._slip, self._trust
        for raw in self._found.charters:
            if leaf_hash(raw) == slip.charter:
                check, charter = check_charter(raw, trust)
                self._verdict.checks.append(check)
                return charter
        check = self._check("trust")
        own = words(slip.charter)
        check.summary = Text(own, own)
        if trust.policy is not None:
            check.remark(_UNPROVEN)
            self._verdict.charter = self._verdict.words = ""
            return None
        if not is_trusted(slip.charter, trust):
            check.fail(Text("bukan piagam yang dipercaya", "not the charter that is trusted"))
        elif trust == Trust():
            check.doubt(
                Text(
                    "kertas ini menyebut piagam dengan delapan kata itu; bandingkan dengan yang "
                    "tercetak, lalu beri --charter atau --policy",
                    "the sheet names the charter of these eight words; compare them with the "
                    "printed ones, then give --charter or --policy",
                )
            )
        else:
            check.doubt(
                Text(
                    "kunci log belum diketahui: sertakan piagamnya (lembar daun 0, atau "
                    "berkasnya), atau beri --policy",
                    "the log's key is not known: add the charter itself (the sheet of leaf 0, or "
                    "its file), or give --policy",
                )
            )
        return None

    def _believed(self, charter: Charter | None) -> tuple[VerifierKey | None, Policy | None]:
        """Return the log's key and whose witnesses count, as far as they are known."""
        policy = self._trust.policy
        if policy is None:
            return (charter.log, Policy.parse(charter.policy)) if charter else (None, None)
        origin, key_id = self._slip.checkpoint.origin, self._slip.log_id
        for key in policy.logs:
            if (key.name, key.id) == (origin, key_id):
                return key, policy
        self._check("trust").fail(
            Text(
                "kunci log tidak ada dalam kebijakan yang diberikan",
                "the log's key is not in the policy that was given",
            )
        )
        return None, policy

    def _check_proof(self, log: VerifierKey | None) -> None:
        slip = self._slip
        signed, inside = self._check("checkpoint"), self._check("inclusion")
        size = slip.checkpoint.size
        signed.summary = same(f"{slip.checkpoint.origin}, {size}")
        inside.summary = Text(f"daun {slip.index} dari {size}", f"leaf {slip.index} of {size}")
        try:
            slip.verify_path()
        except TlogError as error:
            inside.fail(same(error))
        if log is None:
            signed.doubt(Text("kunci log belum dipercaya", "no key of the log is trusted"))
            return
        try:
            slip.verify_signature(log)
        except TlogError as error:
            signed.fail(same(error))

    def _check_witnesses(self, policy: Policy) -> None:
        check, slip = self._check("witnesses"), self._slip
        valid: list[str] = []
        for one in policy.witnesses:
            try:
                if slip.cosignature(one.key) is not None:
                    valid.append(one.name)
            except SignatureError as error:
                check.fail(said(f"{one.name}: {error}"))
        count = len(slip.marks)
        if self._trust.policy is None:
            check.remark(_OF_CHARTER)
        if policy.quorum == NONE:
            check.summary = Text(
                f"kebijakan tidak meminta saksi; tertera {count}",
                f"the policy asks for none; {count} on the sheet",
            )
            return
        need, names = witness.needed(policy), ", ".join(sorted(valid))
        check.summary = Text(
            f"perlu {need}, sah {len(valid)}: {names}", f"need {need}, valid {len(valid)}: {names}"
        )
        if not policy.is_met_by(valid):
            check.doubt(Text("kuorum saksi belum tercapai", "the quorum of witnesses is not met"))

    def _check_notes(self) -> None:
        """Compare the note beside the proof with the leaf, and show what it says."""
        check = self._check("statement")
        check.remark(_LIMITS)
        registers = [raw for raw in self._found.notes if is_register(raw)]
        for raw in self._found.notes:
            if leaf_hash(raw) == self._slip.leaf:
                check.summary = _said(raw)
                check_signer(check, raw, registers)
            elif raw not in self._found.charters and raw not in registers:
                check.fail(Text("catatan ini dari lembar lain", "this note is of another sheet"))
        if not check.summary.id:
            leaf = to_base64(self._slip.leaf)
            check.summary = Text(f"hanya hash daun {leaf}", f"the leaf hash alone, {leaf}")

    def _check(self, key: str) -> Check:
        for check in self._verdict.checks:
            if check.key == key:
                return check
        check = Check(key, _NAMES[key])
        self._verdict.checks.append(check)
        return check


def _said(raw: bytes) -> Text:
    try:
        entry = Entry.parse(raw)
    except RefusedError:
        return same(raw.partition(b"\n")[0].decode(errors="replace"))
    return same(f"{entry.header.journal} {entry.header.sequence}: {entry.body}")


def _texts(path: Path, found: Found) -> list[str]:
    """Return what the codes of an image say; a file with a note goes to the notes."""
    try:
        with path.open("rb") as stream:
            is_note = stream.read(len(_NOTE_START)) == _NOTE_START
    except OSError:
        is_note = False
    if not is_note:
        return codes(path)
    found.take(read(path, _FILE_BYTES_MAX))
    return []
