"""Small damage to bytes, as an attacker or a bad disk would do it."""

from hypothesis import strategies as st

_TELLING = (
    b"\n", b"\n\n", b" ", b"\t", b"\r", b"+", b"-", b"_", b"0", b"=", b"#", b"/", b"x", b"\x00",
    b"\x0b", b"\x1c", b"\x7f", b"\xff", "\u0085".encode(), "\u00a0".encode(), "\u2028".encode(),
    "\u3000".encode(), "\u0665".encode(), "\uff11".encode(), "— ".encode(), "\ufeff".encode(),
)  # fmt: skip
"""Characters that some parser somewhere takes for a space, a line end, a digit or nothing."""

_PIECES = st.sampled_from(_TELLING) | st.binary(max_size=2)


@st.composite
def mutations(draw: st.DrawFn, original: bytes) -> bytes:
    damaged = original
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(damaged)))
        end = draw(st.integers(start, min(start + 3, len(damaged))))
        piece = draw(_PIECES | st.just(damaged[start:end]))
        damaged = damaged[:start] + piece + damaged[draw(st.sampled_from((start, end))) :]
    return damaged
