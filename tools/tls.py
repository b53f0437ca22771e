"""`segel tls`: https for a network of one's own, and how telephones come to believe it.

    DIR/ca.crt                what telephones are given; nothing secret
    DIR/server.crt, .key      what `segel serve` is given
    DIR/authority/ca.key      only for making the next server.crt; best kept on a stick in a drawer

Run again, it makes a new server.crt for the same key by the same authority: telephones notice
nothing.  The authority is never made anew while there is one.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Final, NamedTuple

import click
import segno

from ledger import file
from tools import certificate, interface
from tools.certificate import Authority, Certificate, CertificateError, Key
from tools.complaint import FAILED, WRONG_USE, CommandError, same
from tools.verdict import Text

_OWNER_ONLY: Final = 0o600
_OWNER_FOLDER: Final = 0o700
_LEFT_DAYS_MIN: Final = 30
"""With less than that left an authority vouches for nobody any more."""


class _Folder(NamedTuple):
    """Where everything lies."""

    path: Path
    secret: Path

    @property
    def authority(self) -> Path:
        return self.path / "ca.crt"

    @property
    def authority_key(self) -> Path:
        return self.secret / "ca.key"

    @property
    def server(self) -> Path:
        return self.path / "server.crt"

    @property
    def server_key(self) -> Path:
        return self.path / "server.key"


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST|IP",
    help="How phones reach the server, beside this machine's own names; may be given again.",
)
@click.option(
    "--authority",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the authority's key. [default: DIRECTORY/authority]",
)
@click.option("--port", type=click.IntRange(1, 65_535), default=8000, show_default=True)
def tls(directory: Path, names: tuple[str, ...], authority: Path | None, port: int) -> None:
    """Make an authority and a server's certificate in DIRECTORY, and say how phones trust it.

    Run it again to renew the certificate, or for another address: phones need nothing new.
    """
    folder = _Folder(directory, authority or directory / "authority")
    now = datetime.now(UTC)
    found = interface.reachable()
    called = list(dict.fromkeys([*names, *found, *interface.names()]))
    with _answers():
        owner = _authority(folder, called, now)
        made = owner.vouch(_kept(folder.server_key), called, now)
        file.replace(folder.server, certificate.text(made))
    where = (names or tuple(found) or ("localhost",))[0]
    address = f"https://[{where}]:{port}" if ":" in where else f"https://{where}:{port}"
    for line in _told(folder, owner, made, address):
        click.echo(line)


def _authority(folder: _Folder, names: Sequence[str], now: datetime) -> Authority:
    """Return the authority of a folder; make it if there is none."""
    folder.path.mkdir(parents=True, exist_ok=True)
    if not folder.authority.exists():
        made = Authority.made(names, now)
        _save(folder.authority_key, made.key)
        file.create(folder.authority, certificate.text(made.certificate))
        return made
    own = certificate.parse(folder.authority.read_bytes())
    if not folder.authority_key.exists():
        raise CommandError(
            Text(
                f"kunci otoritas tidak ada di {folder.authority_key}",
                f"the authority's key is not at {folder.authority_key}",
            ),
            Text("ambil kunci itu, atau beri --authority", "fetch it, or give --authority"),
            status=WRONG_USE,
        )
    if certificate.end_of(own) - now < timedelta(days=_LEFT_DAYS_MIN):
        raise CommandError(
            Text("otoritas ini akan atau sudah berakhir", "this authority ends, or has ended"),
            Text(
                "buat yang baru di direktori lain, dan pasang ca.crt-nya di semua HP",
                "make a new one in another directory, and put its ca.crt on every phone",
            ),
        )
    found = Authority(certificate.key_of(folder.authority_key.read_bytes()), own)
    if found.key.public_key() != own.public_key():
        raise CertificateError(f"{folder.authority_key} is not the key of {folder.authority}")
    return found


def _kept(path: Path) -> Key:
    """Return the key of a server, the same at each renewal."""
    if not path.exists():
        _save(path, certificate.generate())
    return certificate.key_of(path.read_bytes())


def _save(path: Path, key: Key) -> None:
    """Write a key to a new file that only its owner can read."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=_OWNER_FOLDER)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(certificate.secret(key))
        stream.flush()
        os.fsync(stream.fileno())
    file.sync(path.parent)


@contextmanager
def _answers() -> Iterator[None]:
    """Say in words what keeps a certificate from being made."""
    try:
        yield
    except CertificateError as error:
        advice = Text(
            "periksa nama dan berkas itu; untuk nama lain buat otoritas baru di direktori lain",
            "look at that name and file; for other names make a new authority elsewhere",
        )
        raise CommandError(same(error), advice, status=WRONG_USE) from error
    except FileExistsError as error:
        advice = Text(
            "kunci tidak pernah ditimpa: pilih direktori lain", "choose another directory"
        )
        raise CommandError(same(error), advice, status=WRONG_USE) from error
    except OSError as error:
        advice = Text("periksa disk dan hak atas direktori", "look at the disk and the directory")
        raise CommandError(same(error), advice, status=FAILED) from error


def _told(folder: _Folder, owner: Authority, made: Certificate, address: str) -> Iterator[str]:
    """Yield what was made and what to do with it."""
    words: dict[str, object] = {
        "authority": folder.authority,
        "secret": folder.secret,
        "server": folder.server,
        "server_key": folder.server_key,
        "until": f"{certificate.end_of(made):%Y-%m-%d}",
        "end": f"{certificate.end_of(owner.certificate):%Y-%m-%d}",
        "names": ", ".join(certificate.names_of(made)),
        "print": certificate.fingerprint(owner.certificate),
        "title": certificate.title_of(owner.certificate),
        "address": f"{address}/jaga/",
    }
    yield _INDONESIAN.format(**words)
    yield _drawn(f"{address}/jaga/")
    yield _ENGLISH.format(**words)


def _drawn(text: str) -> str:
    """Return a QR code in the characters of a terminal."""
    with StringIO() as stream:
        segno.make(text, error="m", micro=False).terminal(out=stream, compact=True)
        return stream.getvalue()


_INDONESIAN: Final = """\
{server} berlaku sampai {until} untuk {names}
{authority} berlaku sampai {end}, sidik jari SHA-256:
  {print}

Jalankan:
  segel serve DIREKTORI --host 0.0.0.0 --tls-cert {server} --tls-key {server_key}
Pindahkan {secret} ke tempat yang terkunci: hanya perlu untuk memperbarui sertifikat.

Di setiap HP Android, satu kali:
  1. Kirim {authority} ke HP lewat kabel USB, Bluetooth atau kartu memori; berkas ini tidak rahasia.
  2. Setelan > Keamanan & privasi > Setelan keamanan lainnya > Enkripsi & kredensial
     > Instal sertifikat > Sertifikat CA > Tetap instal > pilih ca.crt.
     (Nama menu berbeda antar merek: cari "sertifikat CA" di Setelan. HP harus berkunci layar.)
  3. Bandingkan sidik jari di atas: Kredensial tepercaya > Pengguna > "{title}".
  4. Pindai kode di bawah, atau buka {address} di Chrome.
Kunci dan antrean di HP melekat pada alamat itu: tetapkan sebelum HP pertama didaftarkan.
Sidik jari memerlukan nama (misalnya --name gudang.lan, dikenal oleh router), bukan angka.
Membatalkan: Setelan > … > Kredensial tepercaya > Pengguna > "{title}" > Hapus.
"""

_ENGLISH: Final = """\
On every Android phone, once:
  1. Send {authority} to it by USB cable, Bluetooth or memory card; the file is not secret.
  2. Settings > Security & privacy > More security settings > Encryption & credentials
     > Install a certificate > CA certificate > Install anyway > choose ca.crt.
     (Menus differ between makers: search Settings for "CA certificate". It needs a screen lock.)
  3. Compare the fingerprint above: Trusted credentials > User > "{title}".
  4. Scan the code above, or open {address} in Chrome.
Keys and queues on the phones belong to that address: settle it before the first one is enrolled.
Fingerprints need a name (such as --name gudang.lan, known to the router), not a number.
To undo: Settings > … > Trusted credentials > User > "{title}" > Remove.
Other computers: `segel --ca {authority} …`, or SEGEL_CA={authority}.
"""
