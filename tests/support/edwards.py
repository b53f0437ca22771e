"""Points of edwards25519 by plain arithmetic: slow, complete, and able to make what is forbidden.

Source: RFC 8032, section 5.1.
"""

import hashlib
from typing import NamedTuple

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, PRIME) % PRIME
_ROOT_OF_MINUS_ONE = pow(2, (PRIME - 1) // 4, PRIME)


class Point(NamedTuple):
    x: int
    y: int

    def plus(self, other: "Point") -> "Point":
        product = _D * self.x * other.x * self.y * other.y
        x = (self.x * other.y + other.x * self.y) * pow(1 + product, -1, PRIME)
        y = (self.y * other.y + self.x * other.x) * pow(1 - product, -1, PRIME)
        return Point(x % PRIME, y % PRIME)

    def times(self, factor: int) -> "Point":
        total, power = IDENTITY, self
        while factor:
            if factor & 1:
                total = total.plus(power)
            power, factor = power.plus(power), factor >> 1
        return total

    def encoded(self) -> bytes:
        return encode(self.y, self.x & 1)


def encode(y: int, sign: int) -> bytes:
    return (y | sign << 255).to_bytes(32, "little")


def with_y(y: int, sign: int) -> Point | None:
    """Return the point on the curve, if there is one; the sign of x = 0 is not asked for."""
    square = (y * y - 1) * pow(_D * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * _ROOT_OF_MINUS_ONE % PRIME
    if (x * x - square) % PRIME:
        return None
    return Point((PRIME - x) % PRIME if x & 1 != sign else x, y % PRIME)


def decoded(encoding: bytes) -> Point:
    number = int.from_bytes(encoding, "little")
    point = with_y(number & (2**255 - 1), number >> 255)
    if point is None:
        raise ValueError("not on the curve")
    return point


def _point_of_order_8() -> Point:
    for y in range(2, 100):
        point = with_y(y, 0)
        if point is not None and point.times(4 * ORDER) != IDENTITY:
            return point.times(ORDER)
    raise AssertionError("one point in two has full torsion")


IDENTITY = Point(0, 1)
BASE = decoded(encode(4 * pow(5, -1, PRIME) % PRIME, 0))
TORSION = tuple(_point_of_order_8().times(factor) for factor in range(8))
"""The eight points of small order, the identity first."""

NOT_CANONICAL = tuple(encode(y, sign) for y in range(PRIME, 2**255) for sign in (0, 1)) + tuple(
    encode(y, 1) for y in (1, PRIME - 1)
)
"""Every second spelling of a coordinate or a sign, on the curve or not."""


class Scalar(NamedTuple):
    """A private key laid bare, to sign what no library would sign."""

    secret: int

    @property
    def public(self) -> bytes:
        return BASE.times(self.secret).encoded()

    def sign(self, message: bytes, nonce: int, commitment: bytes) -> bytes:
        """Return a signature over `message` with any bytes as R, and S as if R were nonce * B."""
        challenge = hashlib.sha512(commitment + self.public + message).digest()
        answer = nonce + int.from_bytes(challenge, "little") * self.secret
        return commitment + (answer % ORDER).to_bytes(32, "little")
