"""What can be wrong with something that claims to be of a transparency log.

TlogError
├── FormatError        the bytes are not of the specified form
├── SignatureError     a signature that must hold does not
├── KeyFormatError     a key that may not be used (not canonical, weak, unknown type)
├── ProofError         hashes that do not lead to the root
├── UnknownLogError    a log of which a witness knows no key
├── StaleError         a request that counts from another tree than the witness remembers
└── PolicyError        a policy that cannot be read, or a quorum that is not met
"""


class TlogError(Exception):
    """Something about the log does not hold; the message is for people."""


class FormatError(TlogError):
    """The bytes are not of the form that the specification demands."""

    def __init__(self, thing: str, reason: str) -> None:
        super().__init__(f"{thing}: {reason}")
        self.thing = thing
        self.reason = reason


class SignatureError(TlogError):
    """A signature that must hold does not."""


class KeyFormatError(FormatError):
    """A key that may not be used: malformed, weak, or of an unknown type."""


class ProofError(TlogError):
    """The hashes of a proof do not lead to the root."""


class PolicyError(TlogError):
    """A policy cannot be read, or what it asks for is not there."""


class UnknownLogError(TlogError):
    """A log of which this witness knows no key."""


class StaleError(TlogError):
    """The witness remembers another size than the one that a request counts from."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size
        """The size that it remembers; 0 if none."""

    def __str__(self) -> str:
        return f"the witness remembers size {self.size}"
