"""One browser is let in, by a token that works once."""

from fastapi import Request, Response

from api.doorkeeper import COOKIE, Doorkeeper


def asking(cookie: str = "", scheme: str = "http") -> Request:
    headers = [(b"cookie", f"{COOKIE}={cookie}".encode())] if cookie else []
    place = {"server": ("segel.example", 1), "path": "/", "query_string": b""}
    return Request({"type": "http", "headers": headers, "scheme": scheme, **place})


def test_the_first_who_shows_the_token_is_let_in_and_nobody_after() -> None:
    doorkeeper = Doorkeeper("token", "rahasia")
    assert doorkeeper.enter("salah") is None
    assert not doorkeeper.is_used
    assert doorkeeper.enter("token") == "rahasia"
    assert doorkeeper.enter("token") is None
    assert doorkeeper.knows(asking("rahasia"))
    assert not doorkeeper.knows(asking("lain"))
    assert not doorkeeper.knows(asking())


def test_nobody_is_known_before_the_token_was_shown() -> None:
    assert not Doorkeeper("token", "rahasia").knows(asking("rahasia"))


def test_over_https_the_mark_is_never_sent_in_the_clear() -> None:
    doorkeeper = Doorkeeper("token", "rahasia")
    plain, private = Response(), Response()
    doorkeeper.mark(asking(), plain, "rahasia")
    doorkeeper.mark(asking(scheme="https"), private, "rahasia")
    assert "Secure" not in plain.headers["set-cookie"]
    assert "HttpOnly; Path=/; SameSite=strict; Secure" in private.headers["set-cookie"]
