"""Problems: the one table of what can go wrong, and what the sender does next.

Each has a status, a word for machines, a page in two languages, and says whether sending the same
bytes again can help.  Nothing else in this package chooses a status for a failure.

Source: RFC 9457; docs/reference/formats.md
"""

from http import HTTPStatus
from typing import Final

from fastapi.exceptions import RequestValidationError

from api import admittance, refusal
from api.problem import Problem
from ledger.errors import (
    AbsentPhotoError,
    AheadError,
    BadSignatureError,
    BrokenChainError,
    ClosingError,
    DamagedPhotoError,
    DisputedError,
    EquivocationError,
    GuardError,
    HaltedError,
    MalformedNoteError,
    NoPhotoError,
    OffsetError,
    OversizeError,
    OversizePhotoError,
    PassedNumberError,
    PhotosFullError,
    RevokedError,
    StorageBusyError,
    StorageError,
    StorageFullError,
    UnknownJournalError,
    WrongOriginError,
    WrongPhotoError,
)
from projections.errors import CursorError, NotFoldedError


class ApiError(Exception):
    """A request that this package itself refuses, by the slug of its problem."""

    def __init__(self, slug: str, detail: str = "") -> None:
        super().__init__(slug, detail)
        self.slug = slug
        self.detail = detail


_KEPT = "Catatan tetap aman di ponsel."
_KEPT_EN = "The entry is safe on the phone."
_AGAIN = "Kirim lagi byte yang sama; jawabannya tanda terima yang sama."
_AGAIN_EN = "Send the same bytes again; the answer is the same receipt."
_WAY_OUT = (
    "Minta pendaftar melanjutkan jurnal (resume), atau buat kunci baru. Jangan hapus apa pun."
)
_WAY_OUT_EN = "Ask an enroller to resume the journal, or make a new key. Delete nothing."

PROBLEMS: Final[dict[str, Problem]] = {
    problem.slug: problem
    for problem in (
        Problem(
            400,
            "malformed",
            "Bentuk tidak dikenal",
            "Malformed",
            f"Byte ini bukan catatan atau permintaan dalam satu-satunya bentuk yang sah. {_KEPT}",
            f"These bytes are not a note or request in its only valid form. {_KEPT_EN}",
        ),
        Problem(
            400,
            "not-utf8",
            "Bukan UTF-8",
            "Not UTF-8",
            "Catatan dan permintaan adalah teks UTF-8 tanpa tanda urutan byte (BOM).",
            "Notes and requests are UTF-8 text without a byte order mark.",
        ),
        Problem(
            400,
            "bad-parameter",
            "Parameter tidak sah",
            "Invalid parameter",
            "Alamat memuat nilai di luar yang diterima; rinciannya menyebut yang mana.",
            "The address holds a value outside what is taken; the detail names it.",
        ),
        Problem(
            403,
            "revoked",
            "Jurnal dicabut",
            "Journal revoked",
            "Kunci jurnal ini dicabut sebelum nomor ini; catatan disimpan sebagai barang bukti. "
            "Minta pendaftar mendaftarkan kunci baru.",
            "The journal was revoked before this number; the note is filed as evidence. "
            "Ask an enroller to enrol a new key.",
        ),
        Problem(
            404,
            "unknown-journal",
            "Jurnal belum dikenal",
            "Unknown journal",
            f"Belum ada catatan yang mendaftarkan jurnal ini; pendaftarnya mungkin masih luring. "
            f"{_AGAIN}",
            f"No note has enrolled this journal yet; its enroller may be offline. {_AGAIN_EN}",
            "same-bytes",
        ),
        Problem(
            404,
            "not-found",
            "Tidak ditemukan",
            "Not found",
            "Tidak ada apa-apa di alamat ini, atau belum ada.",
            "Nothing is at this address, or not yet.",
        ),
        Problem(
            405,
            "method",
            "Cara ini tidak diterima",
            "Method not allowed",
            "Alamat ini ada, tetapi tidak menerima cara ini; lihat kepala Allow.",
            "This address exists but does not take this method; see the Allow header.",
        ),
        Problem(
            408,
            "timeout",
            "Permintaan terputus",
            "Request timed out",
            f"Isi permintaan tidak sampai seluruhnya; tidak ada yang disimpan. {_AGAIN}",
            f"The body did not arrive in full; nothing was kept. {_AGAIN_EN}",
            "same-bytes",
        ),
        Problem(
            409,
            "ahead",
            "Nomor mendahului",
            "Number ahead",
            f"Catatan sebelumnya belum sampai; mulai kirim dari nomor `expected`. {_KEPT}",
            f"Earlier notes are missing; send from number `expected` on. {_KEPT_EN}",
            "same-bytes",
        ),
        Problem(
            409,
            "equivocation",
            "Nomor dipakai teks lain",
            "Other text under this number",
            f"Jurnal sudah memuat teks lain di bawah nomor ini; keduanya disimpan. {_WAY_OUT}",
            f"The journal holds another text under this number; both are kept. {_WAY_OUT_EN}",
        ),
        Problem(
            409,
            "broken-chain",
            "Tidak menyambung",
            "Broken chain",
            f"Catatan menyebut pendahulu lain daripada catatan terakhir jurnal. {_WAY_OUT}",
            f"The note names another predecessor than the journal's last note. {_WAY_OUT_EN}",
        ),
        Problem(
            409,
            "passed-number",
            "Nomor terlewati",
            "Number passed",
            "Jurnal sudah dilanjutkan melewati nomor ini; nomor yang hilang tetap jadi temuan.",
            "The journal was resumed beyond this number; the missing numbers stay a finding.",
        ),
        Problem(
            413,
            "oversize",
            "Terlalu besar",
            "Too large",
            "Satu catatan paling besar 32 KiB, satu permintaan 4 MiB dan 1.000 catatan. "
            "Bagi permintaan; catatan yang terlalu besar tidak pernah dapat diterima.",
            "A note holds at most 32 KiB, a request 4 MiB and 1,000 notes. Split the request; a "
            "note that is too large can never be taken.",
        ),
        Problem(
            415,
            "media-type",
            "Jenis isi tidak diterima",
            "Unsupported media type",
            "Kirim satu catatan sebagai text/plain atau seluruh antrean sebagai application/json; "
            "pemampatan hanya gzip.",
            "Send one note as text/plain or the whole outbox as application/json; compressed with "
            "gzip or not at all.",
        ),
        Problem(
            422,
            "wrong-origin",
            "Untuk buku besar lain",
            "For another log",
            "Catatan ditandatangani untuk buku besar lain, misalnya buku latihan.",
            "The note was signed for another log, a practice log for example.",
        ),
        Problem(
            422,
            "bad-signature",
            "Tanda tangan tidak sah",
            "Bad signature",
            "Tidak ada kunci jurnal ini yang menandatangani teks ini.",
            "No key of this journal signed this text.",
        ),
        Problem(
            500,
            "internal",
            "Kesalahan server",
            "Internal error",
            f"Kesalahan pada server, bukan pada catatan. {_AGAIN}",
            f"The server is at fault, not the note. {_AGAIN_EN}",
            "same-bytes",
        ),
        Problem(
            503,
            "log-disputed",
            "Buku besar dipersengketakan",
            "Log disputed",
            "Ponsel atau saksi memegang bukti buku yang berbeda. Simpan ponsel ini, lapor kepada "
            f"pengawas. {_KEPT}",
            "A phone or witness holds proof of a different log. Keep this phone safe and report "
            f"to the overseers. {_KEPT_EN}",
            "same-bytes",
        ),
        Problem(
            503,
            "guard",
            "Penandatanganan berhenti",
            "Signing has stopped",
            "Penjaga tanda tangan menolak: yang tersimpan bukan kelanjutan dari yang pernah "
            "ditandatangani. Pengelola mengembalikan ledger.db terbaru atau memulihkannya dari "
            f"cermin; bila keduanya tidak ada, para pendaftar memutuskan (segel recover). {_AGAIN}",
            "The signing guard refuses: what is stored does not continue what was signed. The "
            "operator puts back the newest ledger.db, or restores it from a mirror; if there is "
            f"neither, the registrars decide (segel recover). {_AGAIN_EN}",
            "same-bytes",
        ),
        Problem(
            503,
            "closing",
            "Server sedang berhenti",
            "Server is stopping",
            f"Server sedang dihentikan atau dimulai ulang. {_AGAIN}",
            f"The server is being stopped or restarted. {_AGAIN_EN}",
            "same-bytes",
            5,
        ),
        Problem(
            503,
            "not-ready",
            "Server belum siap",
            "Server is not ready",
            "Server hidup, tetapi belum dapat bekerja semestinya; rincian menyebut sebabnya. "
            f"Pengelola menjalankan segel doctor. {_AGAIN}",
            "The server is alive but cannot serve as it should; the detail says why. The operator "
            f"runs segel doctor. {_AGAIN_EN}",
            "same-bytes",
            10,
        ),
        Problem(
            503,
            "storage-busy",
            "Penyimpanan sibuk",
            "Storage busy",
            f"Program lain menahan basis data; tidak ada yang disimpan. {_AGAIN}",
            f"Another program holds the database; nothing was kept. {_AGAIN_EN}",
            "same-bytes",
            2,
        ),
        Problem(
            503,
            "storage",
            "Penyimpanan gagal",
            "Storage failed",
            f"Cakram tidak menerima; hasilnya seolah tidak pernah dikirim. {_AGAIN}",
            f"The disk did not take it; it is as if it had never been sent. {_AGAIN_EN}",
            "same-bytes",
            10,
        ),
        Problem(
            404,
            "not-witnessed",
            "Belum disaksikan",
            "Not yet witnessed",
            "Kuorum saksi belum melihat daun ini. Catatan sudah aman di buku besar; "
            "tanyakan lagi beberapa menit lagi, dan lihat /witnesses.",
            "No quorum of witnesses has seen this leaf yet. The entry is safe in the ledger; "
            "ask again in a few minutes, and see /witnesses.",
            "same-bytes",
            30,
        ),
        Problem(
            503,
            "not-yet-folded",
            "Belum terolah",
            "Not yet folded",
            "Jawaban belum memuat daun yang diminta; tanyakan lagi sebentar lagi.",
            "The answers do not yet hold the leaf that was asked for; ask again shortly.",
            "same-bytes",
            1,
        ),
        Problem(
            507,
            "storage-full",
            "Penyimpanan penuh",
            "Storage full",
            f"Tidak ada ruang di cakram server; tidak ada yang disimpan. {_AGAIN}",
            f"The server's disk is full; nothing was kept. {_AGAIN_EN}",
            "same-bytes",
            60,
        ),
        *refusal.PROBLEMS,
        *admittance.PROBLEMS,
    )
}

_BY_ERROR: Final[dict[type[Exception], str]] = {
    RequestValidationError: "bad-parameter",
    CursorError: "bad-parameter",
    NotFoldedError: "not-yet-folded",
    MalformedNoteError: "malformed",
    OversizeError: "oversize",
    WrongOriginError: "wrong-origin",
    BadSignatureError: "bad-signature",
    EquivocationError: "equivocation",
    PassedNumberError: "passed-number",
    BrokenChainError: "broken-chain",
    RevokedError: "revoked",
    UnknownJournalError: "unknown-journal",
    AheadError: "ahead",
    DisputedError: "log-disputed",
    HaltedError: "log-disputed",
    ClosingError: "closing",
    GuardError: "guard",
    AbsentPhotoError: "photo-absent",
    DamagedPhotoError: "photo-damaged",
    OffsetError: "photo-offset",
    OversizePhotoError: "photo-oversize",
    WrongPhotoError: "photo-wrong",
    NoPhotoError: "photo-kind",
    PhotosFullError: "photos-full",
    StorageFullError: "storage-full",
    StorageBusyError: "storage-busy",
    StorageError: "storage",
}

_BY_STATUS: Final = {
    404: "not-found",
    405: "method",
    413: "oversize",
    415: "media-type",
    422: "bad-parameter",
}
"""What the framework itself refuses."""


def of_error(error: Exception) -> Problem:
    """Return the problem of an error, by the nearest class in the table."""
    if isinstance(error, ApiError):
        return PROBLEMS[error.slug]
    for kind in type(error).__mro__:
        slug = _BY_ERROR.get(kind)
        if slug is not None:
            return PROBLEMS[slug]
    return PROBLEMS["internal"]


def of_status(status: int) -> Problem:
    """Return the problem of a status that the framework answers with."""
    other = "internal" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "malformed"
    return PROBLEMS[_BY_STATUS.get(status, other)]
