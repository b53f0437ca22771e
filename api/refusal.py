"""Refusals of photographs: their rows of the one table of problems (`api.problems`)."""

from typing import Final

from api.problem import Problem

_PHOTO = "Foto tetap di ponsel sampai server memilikinya."
_PHOTO_EN = "The photograph stays on the phone until the server has it."

PROBLEMS: Final = (
    Problem(
        404,
        "photo-uncited",
        "Foto belum dirujuk",
        "Photograph not cited yet",
        "Belum ada pernyataan di buku besar yang merujuk foto ini, atau pembuka nilai tertutupnya "
        f"belum sampai. Kirim dahulu catatannya. {_PHOTO}",
        "No statement in the log cites this photograph yet, or the opening of the sealed value "
        f"has not arrived. Send the entry first. {_PHOTO_EN}",
        "same-bytes",
        30,
    ),
    Problem(
        404,
        "photo-absent",
        "Foto belum sampai",
        "Photograph not here yet",
        "Pernyataan di buku besar merujuk foto ini, tetapi ponselnya belum mengirim seluruhnya.",
        "A statement cites this photograph, but its phone has not sent all of it yet.",
        "same-bytes",
        60,
    ),
    Problem(
        409,
        "photo-offset",
        "Potongan foto tidak menyambung",
        "Piece of a photograph out of place",
        f"Yang sudah sampai berakhir di tempat lain; lanjutkan dari byte `expected`. {_PHOTO}",
        f"What has arrived ends elsewhere; go on from byte `expected`. {_PHOTO_EN}",
        "same-bytes",
    ),
    Problem(
        413,
        "photo-oversize",
        "Foto terlalu besar",
        "Photograph too large",
        "Foto lebih besar dari yang diterima server ini; aplikasi mengecilkan foto sebelum "
        "menandatangani.",
        "The photograph is larger than what this server takes; the app shrinks photographs "
        "before it signs.",
    ),
    Problem(
        415,
        "photo-kind",
        "Bukan foto",
        "Not a photograph",
        "Byte ini bukan gambar JPEG, PNG, atau WebP; tidak ada yang disimpan.",
        "These bytes are no JPEG, PNG or WebP picture; nothing was kept.",
    ),
    Problem(
        422,
        "photo-wrong",
        "Bukan foto yang dirujuk",
        "Not the photograph that is cited",
        "Sidik SHA-256 byte yang sampai bukan yang dirujuk; semuanya dibuang. Kirim lagi dari "
        f"awal, sebaiknya dalam satu potong. {_PHOTO}",
        "The SHA-256 of what has arrived is not the one that is cited; all of it was thrown "
        f"away. Send it again from the beginning, best in one piece. {_PHOTO_EN}",
        "same-bytes",
    ),
    Problem(
        500,
        "photo-damaged",
        "Foto di server rusak",
        "Photograph damaged on the server",
        "Byte di cakram server bukan lagi foto yang dirujuk, jadi tidak ditampilkan. Siapa pun "
        "yang masih memegang foto aslinya dapat mengirimnya lagi.",
        "The bytes on the server's disk are no longer the photograph that is cited, so they are "
        "not shown. Whoever still has the original may send it again.",
        "same-bytes",
    ),
    Problem(
        507,
        "photos-full",
        "Tempat foto penuh",
        "No room for photographs",
        f"Server tidak punya tempat lagi untuk foto; catatan tetap diterima. {_PHOTO}",
        f"The server has no more room for photographs; entries are still taken. {_PHOTO_EN}",
        "same-bytes",
        600,
    ),
)
