"""Admittance: what a reader is told who is not let in; rows of the table in `api.problems`."""

from typing import Final

from api.problem import Problem

PROBLEMS: Final = (
    Problem(
        401,
        "login-needed",
        "Perlu masuk",
        "Login needed",
        "Halaman ini hanya untuk pembaca yang terdaftar. Masuk di /masuk dengan kunci sandi, atau "
        "kirim token dalam kepala Authorization. Semua catatan publik terbuka tanpa masuk.",
        "This page is for registered readers only. Log in at /masuk with a passkey, or send a "
        "token in the Authorization header. All public entries are open without it.",
    ),
    Problem(
        401,
        "bad-credentials",
        "Tanda masuk tidak berlaku",
        "Credentials not valid",
        "Token atau kunci sandi ini tidak dikenal, sudah dicabut, atau sudah lewat waktunya. "
        "Minta yang baru kepada pengelola.",
        "This token or passkey is unknown, was revoked or has expired. Ask the operator for a "
        "new one.",
    ),
    Problem(
        403,
        "not-allowed",
        "Bukan untuk peran ini",
        "Not for this role",
        "Peran Anda tidak membuka halaman ini. Bila perlu, minta peran lain kepada pengelola.",
        "Your role does not open this page. If you need it, ask the operator for another role.",
    ),
    Problem(
        400,
        "passkey-refused",
        "Kunci sandi ditolak",
        "Passkey refused",
        "Jawaban perangkat bukan untuk situs ini, bukan untuk pertanyaan ini, atau sudah dipakai. "
        "Muat ulang halaman masuk dan coba lagi.",
        "The device's answer is not for this site, not for this question, or was used before. "
        "Load the login page again and try once more.",
    ),
    Problem(
        410,
        "invitation-gone",
        "Undangan tidak berlaku lagi",
        "Invitation no longer valid",
        "Undangan ini sudah dipakai, sudah lewat waktunya, atau dicabut. Minta yang baru kepada "
        "pengelola.",
        "This invitation was used, has expired or was revoked. Ask the operator for a new one.",
    ),
    Problem(
        403,
        "cross-site",
        "Dikirim dari situs lain",
        "Sent from another site",
        "Halaman situs lain mengirim permintaan ini lewat peramban Anda; tidak ada yang diubah. "
        "Buka halaman server ini sendiri dan lakukan di sana.",
        "A page of another site sent this request through your browser; nothing was changed. Open "
        "this server's own page and do it there.",
    ),
    Problem(
        429,
        "too-many",
        "Terlalu banyak permintaan",
        "Too many requests",
        "Dari alamat jaringan ini datang lebih banyak permintaan daripada yang dilayani dalam "
        "satu menit. Tunggu semenit. Mengirim catatan tidak dibatasi.",
        "More requests came from this network address than are answered in a minute. Wait for a "
        "minute. Handing in entries is not limited.",
        "same-bytes",
        60,
    ),
)
