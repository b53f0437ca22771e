"""The names and addresses under which this machine can be reached on its own network.

Phones find a laptop by the address that its Wi-Fi has given it; so that is what a certificate has
to name.  Nothing is sent anywhere to find it out.
"""

import fcntl
import socket
import struct
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Final

_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
_SIOCGIFADDR: Final = 0x8915
_REQUEST_BYTES: Final = 256
_NAME_BYTES_MAX: Final = 15
_ADDRESS: Final = slice(20, 24)
_INET6: Final = Path("/proc/net/if_inet6")


def reachable() -> list[str]:
    """Return the addresses that others on the network can use, those of version 4 first.

    Source: netdevice(7); proc(5). Where the system has neither, the list is empty.
    """
    found: list[IPv4Address | IPv6Address] = [*_version_4(), *_version_6()]
    return [str(one) for one in found if not (one.is_loopback or one.is_link_local)]


def names() -> list[str]:
    """Return the machine's name as multicast DNS has it, and the loopback's names.

    Its bare name is left out: it may be a top-level domain (`app`, `dev`), and an authority that
    speaks for it speaks for all that lies under it.
    """
    own = socket.gethostname().partition(".")[0].lower()
    called = [f"{own}.local"] if own and own != _LOOPBACK[0] else []
    return [*called, *_LOOPBACK]


def _version_4() -> Iterator[IPv4Address]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        for _, name in socket.if_nameindex():
            request = struct.pack(f"{_REQUEST_BYTES}s", name.encode()[:_NAME_BYTES_MAX])
            try:
                answer = fcntl.ioctl(asked, _SIOCGIFADDR, request)
            except OSError:
                continue  # an interface without an address
            yield IPv4Address(answer[_ADDRESS])


def _version_6() -> Iterator[IPv6Address]:
    try:
        lines = _INET6.read_text(encoding="ascii").splitlines()
    except OSError:
        return
    for line in lines:
        address = ip_address(bytes.fromhex(line.split(" ")[0]))
        if isinstance(address, IPv6Address):
            yield address
