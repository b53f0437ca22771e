"""What an evidence file proves when everything holds, and what no such file can prove."""

from typing import Final

from ledger.bundle import Asked, Bundle
from ledger.tlog.text import to_base64
from tools.verdict import NOTHING, Text

_ALWAYS: Final = (
    Text(
        "Bahwa tidak ada yang kurang: catatan lain tentang hal yang sama bisa saja ada. Itu hanya "
        "terlihat dari seluruh log atau cerminnya (`segel verify` atas keduanya).",
        "That nothing is missing: there may be other notes about the same thing. Only the whole "
        "log, or a mirror of it, shows that (`segel verify` of either).",
    ),
    Text(
        "Bahwa daftar kunci di sini lengkap: pencabutan, pendaftaran lebih dahulu, kebijakan saksi "
        "lain atau kata pendaftar yang ditarik kembali tidak terlihat bila tidak disertakan.",
        "That the register here is complete: a revocation, an earlier enrolment, another policy of "
        "witnesses or a registrar's word taken back cannot be seen where it is not enclosed.",
    ),
    Text(
        "Bahwa isi pernyataan benar, atau jam penandatangan tepat: batas waktu datang dari saksi, "
        "dan ujung yang terbuka tidak dibatasi apa pun.",
        "That what was stated is true, or that its signer's clock was right: times are bounded by "
        "witnesses, and an open end is bounded by nothing.",
    ),
    Text(
        "Bahwa log tidak menunjukkan riwayat lain kepada orang lain, kecuali sejauh saksi "
        "menandatangani pohon ini.",
        "That the log has shown nobody another history, except as far as witnesses have signed "
        "this tree.",
    ),
)
_UNSEEN: Final = Text(
    "Bahwa ada yang melihat pohon ini selain log itu sendiri: tidak ada kuorum saksi yang "
    "menjaminnya.",
    "That anybody but the log itself has seen this tree: no quorum of witnesses vouches for it.",
)
_SPAN: Final = Text(
    "Bahwa pernyataan lain tidak terjadi dalam rentang itu: dipilih menurut waktu yang dinyatakan, "
    "bukan waktu sebenarnya.",
    "That nothing else happened in that span: statements were chosen by the time that they state, "
    "not by when they happened.",
)


def proves(bundle: Bundle, witnesses: Text, linked: int) -> list[Text]:
    """Return what is proven.

    Args:
        bundle: The file.
        witnesses: Whoever has vouched for its checkpoint, if they are a quorum.
        linked: How many notes follow one of the file.
    """
    size, count = bundle.tree.size, len(bundle.leaves)
    found = [
        Text(
            f"{count} catatan ini, bita demi bita, ada di log {bundle.tree.origin} pada daun yang "
            f"disebut, dalam pohon berukuran {size} dengan akar {to_base64(bundle.tree.root)}.",
            f"These {count} notes, byte for byte, are in the log {bundle.tree.origin} at the "
            f"leaves named, in the tree of size {size} with root {to_base64(bundle.tree.root)}.",
        ),
        Text(
            "Tiap catatan ditandatangani kunci yang didaftarkan baris di berkas ini, dari pendiri "
            "ke bawah.",
            "Each note is signed by a key that lines in this file have enrolled, from the founders "
            "down.",
        ),
        Text(
            f"{linked} catatan menyambung catatan sebelumnya dalam jurnal yang sama.",
            f"{linked} notes follow the one before them in their journal.",
        ),
    ]
    if witnesses != NOTHING:
        found.append(
            Text(
                f"Saksi telah melihat pohon ini: {witnesses.id}.",
                f"Witnesses have seen this tree: {witnesses.en}.",
            )
        )
    return found


def lacks(bundle: Bundle, witnesses: Text) -> list[Text]:
    """Return what is not proven.

    Args:
        bundle: The file.
        witnesses: Whoever has vouched for its checkpoint, if they are a quorum.
    """
    size, asked = bundle.tree.size, bundle.scope.line()
    found = [
        *_ALWAYS,
        Text(
            f"Apa yang terjadi setelah pohon berukuran {size}.",
            f"What happened after the tree of size {size}.",
        ),
        Text(
            f"Bahwa berkas ini memang tentang `{asked}`: itu kata pembuatnya.",
            f"That this file is about `{asked}`: those are its maker's words.",
        ),
    ]
    if witnesses == NOTHING:
        found.append(_UNSEEN)
    return [*found, _SPAN] if bundle.scope.asked is Asked.TIME else found
