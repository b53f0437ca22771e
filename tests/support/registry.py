"""A book with one statement of every kind that people print, and what to ask papers for."""

from domain.statement import MAX_BOXES
from tests.support.book import Book
from tests.support.paper import sealed

STORE, KPU, POLICE = "16.08/GDG-01", "16.08/kpu", "16.08/polres"
PPS, KPPS = "16.08.05.2003/pps", "16.08.05.2003/kpps-007"
STATION = "16.08.05.2003/TPS-007"
CLERK, GUARD, WATCHER = "16.08/kpu/gudang-01", "16.08/polres/jaga-01", "16.08/bawaslu/staf-01"
RELIEF = "16.08/polres/jaga-02"
RECEIVER, GIVER = "16.08.05.2003/pps-01", "16.08.05.2003/kpps-007"
BOXES = ("16.08.05.2003-TPS007-GUB", "16.08.05.2003-TPS007-BUP")
TIE, BARE, TAG = "kabel_ties:OKT-000001", "kabel_ties@tutup_depan", "tag_qr:7K3M-0QRS-TVWX-YZ23"
DIGEST = "A" * 43 + "="
SALT = bytes(range(32))
GUEST = {"nama": "Siti Aminah", "nik": "1608010101900001"}


def at(hour: int, minute: int = 0) -> str:
    return f"2024-11-26T{hour:02}:{minute:02}:00+07:00"


def written(book: Book) -> dict[str, list[str]]:
    """Write the statements; return each paper's subjects."""
    book.enrol(CLERK, RECEIVER, GIVER)
    book.enrol(GUARD, RELIEF, by=1)
    book.enrol(WATCHER, by=2)
    _registers(book)
    asked: dict[str, list[str]] = {}
    asked |= _boxes(book)
    asked |= _store(book)
    asked |= _watch(book)
    asked |= _reports(book)
    book.commit()
    return asked


def many(book: Book) -> str:
    """Hand over as many boxes as one statement holds; return the acceptance."""
    boxes = [f"16.08.05.2003-TPS{number:03}-GUB" for number in range(MAX_BOXES)]
    items = [{"box": box, "box_kind": "kotak_suara", "election": "GUB"} for box in boxes]
    book.say(CLERK, "ItemRegistered", at(20), holder=KPU, place=STORE, items=items)
    sides = {"from": KPU, "to": KPPS, "place": STORE, "count": MAX_BOXES}
    offer = book.say(CLERK, "HandoverOffered", at(20), boxes=boxes, **sides)
    seen = [{"box": box, "utuh": [f"kabel_ties:{box}"]} for box in boxes]
    book.say(GIVER, "HandoverAccepted", at(21), of=offer, boxes=seen, **sides)
    leaf = last(book)
    book.commit()
    return leaf


def last(book: Book) -> str:
    """Return the index of the statement that was written last."""
    return str(book.size - 1)


def _registers(book: Book) -> None:
    registrar = book.registrar()
    for unit, kind, name in (
        (KPU, "kpu", "KPU OKU Timur"),
        (POLICE, "polri", "Polres OKU Timur"),
        (PPS, "pps", "PPS Bantan"),
    ):
        book.say(registrar, "OrganisationRegistered", at(5), unit=unit, unit_kind=kind, name=name)
    for place, kind, unit, name in (
        (STORE, "gudang", KPU, "Gudang KPU"),
        (STATION, "tps", KPPS, "TPS 007 Bantan"),
    ):
        book.say(
            registrar, "PlaceRegistered", at(5), place=place, place_kind=kind, name=name, unit=unit
        )
    people = (("p-1", KPU, CLERK, 0), ("p-2", POLICE, GUARD, 1), ("p-3", PPS, RECEIVER, 0))
    for person, unit, journal, line in people:
        by = book.registrar(line)
        book.say(by, "PersonEnrolled", at(5), person=person, unit=unit, journals=[journal])


def _boxes(book: Book) -> dict[str, list[str]]:
    asked = {"label-kotak": [*BOXES]}
    items = [
        {"box": box, "box_kind": "kotak_suara", "election": box[-3:], "destination": STATION}
        for box in BOXES
    ]
    book.say(CLERK, "ItemRegistered", at(6), holder=KPU, place=STORE, items=items)
    offer = book.say(
        GIVER, "HandoverOffered", at(7), **{"from": KPPS}, to=PPS, place=STATION,
        boxes=[*BOXES], count=2,
    )  # fmt: skip
    seen = [{"box": BOXES[0], "utuh": [TIE]}, {"box": BOXES[1], "utuh": [TAG], "rusak": [BARE]}]
    book.say(
        RECEIVER, "HandoverAccepted", at(7, 30), of=offer, **{"from": KPPS}, to=PPS,
        place="16.08.05.2003/PPS", boxes=seen, count=2, document=DIGEST,
        witnesses=["16.08.05.2003/pkd"],
    )  # fmt: skip
    asked |= {"bast": [last(book)], "penerimaan-kotak": [PPS, "2024-11-26"]}
    witnesses = [{"side": "saksi"}, {"side": "bawaslu", "person": "p-9", "unit": "16.08/ptps"}]
    book.say(
        GIVER, "BoxOpened", at(8), boxes=[*BOXES], place=STATION, purpose="pungut",
        seals=[TIE, BARE], shown_empty=True, witnesses=witnesses, order="PKPU 17/2024",
    )  # fmt: skip
    asked["buka-kotak"] = [last(book)]
    replaced = book.say(
        RECEIVER, "SealReplaced", at(8, 30), place="16.08.05.2003/PPS", box=BOXES[1],
        old=[BARE], new=["tag_qr:AAAA-BBBB-CCCC-DDDD"], reason="rusak", photo=DIGEST,
    )  # fmt: skip
    asked["penggantian-segel"] = [last(book)]
    book.say(GUARD, "Endorsed", at(8, 31), of=replaced, of_kind="SealReplaced", capacity="saksi")
    return asked


def _store(book: Book) -> dict[str, list[str]]:
    opened = book.say(
        CLERK, "StoreOpened", at(9), place=STORE, door="pintu-1", seals=[TIE],
        reason="pemeriksaan", persons=["p-1", "p-2"],
    )  # fmt: skip
    asked = {"gudang": [last(book)]}
    book.say(CLERK, "StoreClosed", at(10), of=opened, place=STORE, door="pintu-1", seals=[TAG])
    lines = [{"item": "tinta", "packages": 4, "announced": 2024, "good": 2020, "missing": 4}]
    book.say(
        CLERK, "ConsignmentReceived", at(11), vendor="16.08/pt-tinta", holder=KPU, place=STORE,
        waybill="SJ-77", lines=lines,
    )  # fmt: skip
    asked["bttb"] = [last(book)]
    book.say(
        CLERK, "StockCounted", at(12), place=STORE, holder=KPU, item="kotak_suara", counted=3,
        expected=2,
    )  # fmt: skip
    asked["kartu-stok"] = [STORE]
    book.say(
        CLERK, "ItemDestroyed", at(12, 30), place=STORE, holder=KPU, method="dibakar",
        document="9/BA/XI/2024", goods=[{"item": "surat_suara_lebih", "count": 41}],
        witnesses=[{"side": "polri", "person": "p-2", "unit": POLICE}],
    )  # fmt: skip
    asked["pemusnahan"] = [last(book)]
    return asked


def _watch(book: Book) -> dict[str, list[str]]:
    book.say(
        GUARD, "ShiftStarted", at(13), post=STORE, team="regu-1", unit=POLICE, present=10,
        inventory=[{"item": "kunci", "count": 4}],
    )  # fmt: skip
    book.say(
        GUARD, "VisitorReported", at(13, 5), place=STORE, visitor=sealed(GUEST, SALT),
        purpose="tinta", permission="001/GDG/XI/2024",
    )  # fmt: skip
    handed = book.say(
        GUARD, "ShiftHandedOver", at(14), post=STORE, **{"from": "regu-1"}, to="regu-2",
        unit=POLICE, doors=[TAG], cctv="baik",
        condition=[{"item": "atap", "result": "baik"}], open_items=["gembok_longgar"],
    )  # fmt: skip
    book.say(
        RELIEF, "ShiftAccepted", at(14, 5), of=handed, post=STORE, unit=POLICE,
        **{"from": "regu-1"}, to="regu-2", present=sealed(10, SALT) | {"class": "tunda"},
    )  # fmt: skip
    return {"buku-tamu": [STORE, "2024-11-26"], "buku-mutasi": [STORE, "2024-11-26"]}


def _reports(book: Book) -> dict[str, list[str]]:
    leak = book.say(
        GUARD, "IncidentReported", at(15), place=STORE, incident_kind="atap_bocor",
        severity="menonjol", observed=at(14, 50), boxes=[BOXES[0]], photos=[DIGEST],
        actions=["dipindah"], notified=[KPU],
    )  # fmt: skip
    asked = {"kejadian": [last(book)]}
    book.say(
        GUARD, "IncidentUpdated", at(15, 30), of=leak, place=STORE,
        losses=[{"item": "surat_suara", "count": 2}], notified=["16.08/bawaslu"],
    )  # fmt: skip
    book.say(GUARD, "IncidentClosed", at(16), of=leak, place=STORE, outcome="tertangani")
    window = {"from": at(8), "until": at(16)}
    counts = [{"item": "patroli", "count": 3}, {"item": "kotak_gudang", "count": 2}]
    book.say(
        GUARD, "SituationReported", at(17), unit=POLICE, area=STORE, window=window, outcome="ada",
        to=[KPU], strength=10, counts=counts, refs=[leak], plans=["patroli_malam"],
    )  # fmt: skip
    asked["lapsit"] = [last(book)]
    span = {"from": at(7), "until": "2024-11-28T07:00:00+07:00"}
    order = book.say(
        GUARD, "OrderIssued", at(18), order="Sprin/1201/XI/2024", unit=POLICE, task="jaga",
        place=STORE, **span, strength=3, persons=["p-2", "p-8", "p-7"], risks=["banjir"],
    )  # fmt: skip
    asked["sprin"] = [last(book)]
    book.say(
        GUARD, "AssignmentAcknowledged", at(18, 30), of=order, order="Sprin/1201/XI/2024",
        unit=POLICE, persons=["p-8"],
    )  # fmt: skip
    book.say(
        WATCHER, "ObservationFiled", at(19), number="012/LHP/PM.01.02/XI/2024",
        unit="16.08/bawaslu", place=STORE, phase="distribusi",
        manner="langsung", target="gudang", window=window,
        outcome="ada_dugaan", seen=2, basis=[leak],
        summary=sealed("pintu terbuka", SALT) | {"class": "pengawas"},
    )  # fmt: skip
    asked["model-a"] = [last(book)]
    return asked
