"""One address asked: what leaves, what comes back, what stops it."""

import ssl
from collections.abc import Iterable, Iterator
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest
import trustme
from django.conf import settings

from cms.outside import (
    Allowance,
    Encoded,
    OutsideFailure,
    Refused,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
    fetch,
)
from tests.support.loopback import OutsideConnection
from tests.support.web import HOST, Request, WebServer, answer, serving

PAGE = b"bonjour"


def respond(request: Request) -> Iterable[bytes]:
    match request.target.strip("/").split("/"):
        case ["saut", left] if int(left):
            return answer(302, f"Location: /saut/{int(left) - 1}")
        case ["vers", *where]:
            return answer(301, f"Location: {'/'.join(where)}")
        case ["status", code]:
            return answer(int(code))
        case ["court"]:
            return [b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\ncoup"]
        case ["morceaux"]:
            return [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"3\r\nbon\r\n4\r\njour\r\n0\r\n\r\n"]
        case ["sans-fin"]:
            return [b"HTTP/1.1 200 OK\r\n\r\n", *repeat(b"x" * 1000, 20)]
        case ["compresse"]:
            return answer(200, "Content-Encoding: gzip", body=PAGE)
        case ["attend"]:
            # Endless interim answers: each comes in time, the end never does.
            return repeat(b"HTTP/1.1 100 Continue\r\n\r\n")
        case ["autre-chose"]:
            return [b"220 smtp.example ESMTP\r\n"]
        case ["rien"]:
            return []
    return answer(200, "Set-Cookie: a=b", body=PAGE)


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serving(respond) as server:
        yield server


def ask(server: WebServer, target: str, **given: Any) -> Any:
    return fetch(
        server.url(target), **{"most_bytes": 100, "allowance": Allowance(frozenset({server.endpoint}))} | given
    )


def test_what_is_asked_and_what_comes_back(server: WebServer) -> None:
    found = ask(server, "/a?b=c#d", headers={"If-None-Match": '"1"'}, accept="text/calendar")
    assert (found.status, found.body, found.url) == (200, PAGE, server.url("/a?b=c"))
    [request] = server.requests
    assert (request.method, request.target) == ("GET", "/a?b=c")
    assert request.headers == {
        "host": f"{HOST}:{server.port}",
        "user-agent": f"passerelles (+{settings.WAGTAILADMIN_BASE_URL})",
        "accept": "text/calendar",
        "accept-encoding": "identity",
        "accept-language": "fr, *;q=0.5",
        "connection": "close",
        "if-none-match": '"1"',
    }


def test_a_loopback_is_refused_unless_the_test_allows_it(server: WebServer) -> None:
    with pytest.raises(Refused, match="port"):
        fetch(server.url("/"))
    other = frozenset({("127.0.0.2", server.port)})
    with pytest.raises(Refused, match="public"):
        ask(server, "/", allowance=Allowance(other))
    assert not server.requests
    assert ask(server, "/").body == PAGE


def test_the_connection_goes_to_the_address_that_was_checked(server: WebServer) -> None:
    """A name that answers something else the second time (DNS rebinding) is not asked a second time."""
    answers = iter([[HOST], ["10.0.0.1"]])
    allowance = Allowance(frozenset({server.endpoint}), resolve=lambda host, port: next(answers))
    found = fetch(server.url("/", host="agenda.example"), most_bytes=100, allowance=allowance)
    assert found.body == PAGE and list(answers) == [["10.0.0.1"]]
    assert server.requests[0].headers["host"] == f"agenda.example:{server.port}"


def test_a_public_address_is_the_one_reached() -> None:
    with pytest.raises(OutsideConnection, match=r"93\.184\.216\.34:80"):
        fetch("http://site.example/", allowance=Allowance(resolve=lambda host, port: ["93.184.216.34"]))


def test_a_dead_address_leaves_its_turn_to_the_next(server: WebServer) -> None:
    endpoints = frozenset({("127.0.0.2", server.port), server.endpoint})
    allowance = Allowance(endpoints, resolve=lambda host, port: ["127.0.0.2", HOST])
    assert fetch(server.url("/", host="deux.example"), most_bytes=100, allowance=allowance).body == PAGE
    with pytest.raises(Unreachable, match="ne répond pas"):
        fetch(server.url("/", host="127.0.0.2"), allowance=Allowance(endpoints))


def test_redirects_are_followed_five_times_at_most(server: WebServer) -> None:
    found = ask(server, "/saut/5")
    assert (found.url, found.body) == (server.url("/saut/0"), PAGE)
    with pytest.raises(TooManyRedirects):
        ask(server, "/saut/6")


def test_a_redirect_is_checked_like_the_first(server: WebServer) -> None:
    with serving(respond) as inside:
        both = Allowance(frozenset({server.endpoint, inside.endpoint}))
        assert ask(server, f"/vers/{inside.url('/')}", allowance=both).body == PAGE
        assert inside.asked == [("GET", "/")]
        with pytest.raises(Refused):
            ask(server, f"/vers/{inside.url('/')}")
        assert inside.asked == [("GET", "/")]


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "http://qui:secret@127.0.0.1/", "http://[::1", "//127.0.0.1:22/", "gopher://a/"]
)
def test_a_redirect_to_what_is_no_site_is_refused(server: WebServer, location: str) -> None:
    with pytest.raises(Refused):
        ask(server, f"/vers/{location}")


def test_headers_of_the_caller_stay_with_the_first_host(server: WebServer) -> None:
    with serving(respond) as other:
        both = Allowance(frozenset({server.endpoint, other.endpoint}))
        ask(server, f"/vers/{other.url('/')}", allowance=both, headers={"If-None-Match": '"1"'})
    assert "if-none-match" in server.requests[0].headers and "if-none-match" not in other.requests[0].headers


def test_no_cookie_is_kept(server: WebServer) -> None:
    ask(server, f"/vers/{server.url('/')}")
    ask(server, "/")
    assert all("cookie" not in request.headers for request in server.requests)


def test_a_body_is_read_whole_or_not_at_all(server: WebServer) -> None:
    assert ask(server, "/", most_bytes=len(PAGE)).body == PAGE
    assert ask(server, "/", most_bytes=None).body == b""
    assert ask(server, "/morceaux").body == PAGE
    assert ask(server, "/sans-fin", most_bytes=20_000).body == b"x" * 20_000
    for target, most in (("/", len(PAGE) - 1), ("/sans-fin", 19_999), ("/morceaux", 3)):
        with pytest.raises(TooLarge):
            ask(server, target, most_bytes=most)
    with pytest.raises(Unreachable, match="coupé"):
        ask(server, "/court")
    with pytest.raises(Encoded):
        ask(server, "/compresse")


@pytest.mark.parametrize("code", [204, 304, 404, 429, 503, 999])
def test_a_refusal_is_an_answer(server: WebServer, code: int) -> None:
    assert ask(server, f"/status/{code}").status == code


def test_time_is_counted_over_everything(server: WebServer) -> None:
    with pytest.raises(TooSlow):
        ask(server, "/attend", seconds=0.3)
    with pytest.raises(TooSlow):
        ask(server, "/", seconds=0)


@pytest.mark.parametrize("target", ["/autre-chose", "/rien"])
def test_what_does_not_speak_http(server: WebServer, target: str) -> None:
    with pytest.raises(Unreachable, match="ne répond pas comme un site web"):
        ask(server, target)


def test_a_head_has_no_body(server: WebServer) -> None:
    assert ask(server, "/", method="HEAD").body == b""
    assert server.asked == [("HEAD", "/")]


@pytest.mark.parametrize(
    ("known", "host", "reached"), [(True, "localhost", True), (False, "localhost", False), (True, HOST, False)]
)
def test_a_site_proves_who_it_is(tmp_path: Path, known: bool, host: str, reached: bool) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    with serving(respond, context) as server:
        allowance = Allowance(
            frozenset({server.endpoint}), resolve=lambda host, port: [HOST], authority=str(file) if known else None
        )
        if reached:
            assert fetch(server.url("/", host=host), most_bytes=100, allowance=allowance).body == PAGE
        else:
            with pytest.raises(Unreachable, match="certificat"):
                fetch(server.url("/", host=host), allowance=allowance)
        assert len(server.requests) == reached


def test_every_failure_is_a_sentence(server: WebServer) -> None:
    with pytest.raises(OutsideFailure) as caught:
        ask(server, "/rien")
    assert str(caught.value) == caught.value.sentence == "Ce site ne répond pas comme un site web."
