"""A small election in a log: boxes out to the polling stations and back, visitors and watches.

Every note is really signed. It is made to be folded, by tests and by benchmarks; the demonstration
has the real places and times.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.support.book import Book

KPU, POLRI, BAWASLU = 0, 1, 2
STORE = "16.08/GDG-01"
START = datetime.fromisoformat("2024-11-20T08:00:00+07:00")


@dataclass(slots=True)
class Season:
    """Writes statements about so many polling stations."""

    book: Book
    stations: int
    minutes: int = 0

    def write(self) -> int:
        """Write everything; return the log's size."""
        self.open()
        for station in range(self.stations):
            self.enrol(station)
        for station in range(self.stations):
            self.go_out(station)
            self.visit()
            if station % 20 == 0:
                self.relieve(station // 20)
        for station in range(self.stations):
            self.come_back(station)
            self.visit()
        return self.book.commit()

    @property
    def at(self) -> str:
        """Return the next stated time; a season takes as long as it takes."""
        self.minutes += 1
        return (START + timedelta(seconds=10 * self.minutes)).isoformat()

    def open(self) -> None:
        book = self.book
        book.enrol("16.08/kpu/gudang-01", "16.08/kpu/gudang-02", by=KPU)
        book.enrol("16.08/polri/regu-1", "16.08/polri/regu-2", by=POLRI)
        kpu, polri = book.registrar(KPU), book.registrar(POLRI)
        opened = book.say(
            kpu,
            "OperationOpened",
            self.at,
            operation="pilkada-2024",
            name="Pilkada 2024",
            elections=["GUB", "BUP"],
            area="16.08",
            phases=["persiapan", "distribusi", "pemungutan", "pengembalian", "rekapitulasi"],
        )
        book.say(polri, "Endorsed", self.at, of=opened, of_kind="OperationOpened")
        self.place(STORE, "gudang", "16.08/kpu")
        self.person(KPU, "kpu-1", "16.08/kpu", "16.08/kpu/gudang-01", "logistik_kpu")
        self.person(KPU, "kpu-2", "16.08/kpu", "16.08/kpu/gudang-02", "petugas_gudang")
        self.person(POLRI, "pol-1", "16.08/polres", "16.08/polri/regu-1", "danru")
        self.person(POLRI, "pol-2", "16.08/polres", "16.08/polri/regu-2", "danru")
        for name in ("persiapan", "distribusi", "pemungutan"):
            before = {"persiapan": None, "distribusi": "persiapan", "pemungutan": "distribusi"}
            since = {} if before[name] is None else {"from": before[name]}
            book.say(kpu, "PhaseChanged", self.at, operation="pilkada-2024", **since, to=name)
        book.say(
            "16.08/polri/regu-1",
            "ShiftStarted",
            self.at,
            post=STORE,
            team="regu-0",
            unit="16.08/polres",
            present=10,
        )

    def enrol(self, station: int) -> None:
        name = f"16.08.{station:04}/kpps"
        self.book.enrol(f"{name}/hp-1", by=KPU)
        self.place(f"16.08.{station:04}/TPS", "tps", name)
        self.person(KPU, f"kpps-{station}", name, f"{name}/hp-1", "kpps")

    def place(self, place: str, kind: str, unit: str) -> None:
        self.book.say(
            self.book.registrar(KPU),
            "PlaceRegistered",
            self.at,
            place=place,
            place_kind=kind,
            name=place,
            unit=unit,
        )

    def person(self, line: int, person: str, unit: str, journal: str, role: str) -> None:
        registrar = self.book.registrar(line)
        self.book.say(
            registrar, "PersonEnrolled", self.at, person=person, unit=unit, journals=[journal]
        )
        self.book.say(
            registrar,
            "RoleGranted",
            self.at,
            person=person,
            role=role,
            unit=unit,
            scope=unit.partition("/")[0],
        )

    def go_out(self, station: int) -> None:
        store, station_device = "16.08/kpu/gudang-01", f"16.08.{station:04}/kpps/hp-1"
        boxes = [f"16.08.{station:04}-GUB", f"16.08.{station:04}-BUP"]
        seals = {box: f"tag_qr:{box}-1" for box in boxes}
        self.book.say(
            store,
            "ItemRegistered",
            self.at,
            holder="16.08/kpu",
            place=STORE,
            items=[{"box": box, "box_kind": "kotak_suara"} for box in boxes],
        )
        self.seal(store, "16.08/kpu/gudang-02", STORE, seals)
        unit, place = f"16.08.{station:04}/kpps", f"16.08.{station:04}/TPS"
        self.move(store, station_device, ("16.08/kpu", unit), (STORE, place), seals)
        opened = self.book.say(
            station_device,
            "BoxOpened",
            self.at,
            boxes=boxes,
            place=place,
            purpose="pungut",
            witnesses=[{"side": "saksi"}],
            seals=list(seals.values()),
            shown_empty=True,
        )
        self.book.say(store, "Endorsed", self.at, of=opened, of_kind="BoxOpened")

    def come_back(self, station: int) -> None:
        store, station_device = "16.08/kpu/gudang-01", f"16.08.{station:04}/kpps/hp-1"
        seals = {
            f"16.08.{station:04}-{election}": f"tag_qr:16.08.{station:04}-{election}-2"
            for election in ("GUB", "BUP")
        }
        unit, place = f"16.08.{station:04}/kpps", f"16.08.{station:04}/TPS"
        self.seal(station_device, store, place, seals)
        self.move(station_device, store, (unit, "16.08/kpu"), (place, STORE), seals)

    def seal(self, first: str, second: str, place: str, seals: dict[str, str]) -> None:
        applied = self.book.say(
            first,
            "SealApplied",
            self.at,
            place=place,
            boxes=[{"box": box, "seals": [seal]} for box, seal in seals.items()],
        )
        self.book.say(second, "Endorsed", self.at, of=applied, of_kind="SealApplied")

    def move(
        self,
        giver: str,
        receiver: str,
        units: tuple[str, str],
        places: tuple[str, str],
        seals: dict[str, str],
    ) -> None:
        book, boxes = self.book, list(seals)
        consignment = f"{units[0]}>{units[1]}"
        sent = book.say(
            giver,
            "ConsignmentDispatched",
            self.at,
            consignment=consignment,
            **{"from": units[0]},
            to=units[1],
            origin=places[0],
            destination=places[1],
            boxes=boxes,
            count=len(boxes),
        )
        book.say(
            "16.08/polri/regu-1", "Endorsed", self.at, of=sent, of_kind="ConsignmentDispatched"
        )
        book.say(
            receiver,
            "HandoverAccepted",
            self.at,
            of=sent,
            consignment=consignment,
            **{"from": units[0]},
            to=units[1],
            place=places[1],
            boxes=[{"box": box, "utuh": [seal]} for box, seal in seals.items()],
            count=len(boxes),
        )

    def visit(self) -> None:
        guard = "16.08/polri/regu-1"
        leaf = self.book.visit(guard, STORE, self.at)
        granted = self.book.say(
            guard, "AccessGranted", self.at, of=leaf, place=STORE, zone="kantor"
        )
        del granted
        self.book.say(guard, "AccessExited", self.at, of=leaf, place=STORE)

    def relieve(self, number: int) -> None:
        handed = self.book.say(
            "16.08/polri/regu-1",
            "ShiftHandedOver",
            self.at,
            post=STORE,
            **{"from": f"regu-{number}"},
            to=f"regu-{number + 1}",
            unit="16.08/polres",
        )
        self.book.say(
            "16.08/polri/regu-2",
            "ShiftAccepted",
            self.at,
            of=handed,
            post=STORE,
            **{"from": f"regu-{number}"},
            to=f"regu-{number + 1}",
            unit="16.08/polres",
            present=10,
        )
