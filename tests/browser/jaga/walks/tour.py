"""Every screen of the app and the walk through its states, in two tours of about equal length.

Two, because one test module is one piece of work: a second core takes the second tour.
"""

from collections.abc import Callable
from typing import Final

from tests.browser.jaga.walks import boxes, desk, enrolment, gate
from tests.support.gallery import Gallery
from tests.support.handset import Handset

Walk = Callable[[Handset, Gallery], None]

GATE: Final[dict[str, Walk]] = {
    "jaga": gate.home,
    "masuk": gate.coming_in,
    "keluar": gate.going_out,
    "regu": gate.watching,
    "kejadian": gate.incident,
    "inspeksi": gate.inspection,
}
"""Address of a screen -> the walk through its states: people, the watch, and what happens."""

REST: Final[dict[str, Walk]] = {
    "serah": boxes.handing_over,  # before a truck takes the boxes away: all share one ledger
    "pindah": boxes.moving,
    "segel": boxes.sealing,
    "buka-segel": boxes.breaking,
    "pasang-segel": boxes.applying,
    "ralat": desk.correcting,
    "sahkan": desk.endorsing,
    "antrean": desk.queueing,
    "saya": desk.being_asked_who,
    "daftar": enrolment.enrolling,
    "kunci-baru": enrolment.renewing,
    "lanjut": enrolment.resuming,
    "sidik-jari": enrolment.fingerprinting,
    "pengawas": enrolment.supervising,
    "daftarkan": enrolment.admitting,
}
"""The same of boxes, of entries, and of the phone itself."""
