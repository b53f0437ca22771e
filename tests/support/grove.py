"""A small signed log and its forks, for witnesses: checkpoints, proofs and requests of any size."""

from dataclasses import dataclass, field

from ledger.tlog.addition import request
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import SignerKey, VerifierKey
from ledger.tlog.tree import leaf_hash, prove_consistency, root, root_of
from tests.support.device import Device

ORIGIN = "segel.example/latihan/16.08/pilkada-2024"


def key_of(name: str) -> SignerKey:
    return Device.named(name).key


@dataclass
class Grove:
    """One history of a log; a fork shares its first leaves and its key, and nothing else."""

    key: SignerKey = field(default_factory=lambda: key_of(ORIGIN))
    leaves: list[bytes] = field(default_factory=list)

    @classmethod
    def grown(cls, size: int, name: str = ORIGIN) -> "Grove":
        return cls(key_of(name), [leaf_hash(b"%d" % number) for number in range(size)])

    def fork(self, at: int, size: int, word: str = "fork") -> "Grove":
        other = [leaf_hash(f"{word} {number}".encode()) for number in range(at, size)]
        return Grove(self.key, self.leaves[:at] + other)

    @property
    def vkey(self) -> VerifierKey:
        return self.key.verifier

    def node(self, level: int, index: int) -> bytes:
        return root_of(self.leaves[index << level : (index + 1) << level])

    def root(self, size: int) -> bytes:
        return root(size, self.node)

    def checkpoint(self, size: int) -> Checkpoint:
        return Checkpoint(self.key.name, size, self.root(size))

    def signed(self, size: int) -> bytes:
        return self.key.sign(self.checkpoint(size).text()).serialise()

    def proof(self, old: int, new: int) -> list[bytes]:
        return prove_consistency(old, new, self.node)

    def request(self, old: int, new: int) -> bytes:
        return request(old, self.proof(old, new), self.signed(new))
