"""What this machine is called and where it is found, without asking anybody."""

import socket
from ipaddress import ip_address

from tools import interface


def test_every_address_is_one_of_this_machine_that_others_can_use() -> None:
    for text in interface.reachable():
        address = ip_address(text)
        assert not address.is_loopback
        family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as own:
            own.bind((text, 0))  # the system takes only what is its own


def test_the_machine_knows_itself_by_name_and_by_loopback() -> None:
    names = interface.names()
    assert names[-3:] == ["localhost", "127.0.0.1", "::1"]
    own = socket.gethostname().partition(".")[0].lower()
    assert f"{own}.local" in names or own == "localhost"


def test_a_bare_name_is_never_vouched_for_unasked() -> None:
    names = [name for name in interface.names() if ":" not in name and name != "localhost"]
    assert all("." in name for name in names), "it may be a top-level domain"
