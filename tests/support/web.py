"""A web server of our own, on the loopback, that answers whatever a test says, HTTP or not."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Request:
    method: str
    target: str
    headers: dict[str, str]


Respond = Callable[[Request], Iterable[bytes]]


@dataclass
class WebServer:
    """What it was asked, and where it is."""

    port: int
    scheme: str
    requests: list[Request] = field(default_factory=list)

    @property
    def endpoint(self) -> tuple[str, int]:
        return HOST, self.port

    def url(self, target: str = "/", host: str = HOST) -> str:
        return f"{self.scheme}://{host}:{self.port}{target}"

    @property
    def asked(self) -> list[tuple[str, str]]:
        return [(request.method, request.target) for request in self.requests]


def answer(status: int, *headers: str, body: bytes = b"") -> list[bytes]:
    """An HTTP answer of known length."""
    head = [f"HTTP/1.1 {status} x", f"Content-Length: {len(body)}", *headers]
    return ["\r\n".join([*head, "", ""]).encode(), body]


@contextmanager
def serving(respond: Respond, tls: ssl.SSLContext | None = None) -> Iterator[WebServer]:
    """Answer each request by `respond` until the block ends; one connection at a time, closed after its answer."""
    with socket.create_server((HOST, 0)) as listener:
        server = WebServer(listener.getsockname()[1], "https" if tls else "http")
        thread = threading.Thread(target=_serve, args=(listener, server, respond, tls), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            # A thread that waits in `accept` is woken by this, not by closing.
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(listener: socket.socket, server: WebServer, respond: Respond, tls: ssl.SSLContext | None) -> None:
    while True:
        try:
            channel, _peer = listener.accept()
        except OSError:
            return
        # Whoever hangs up before the end, or refuses the certificate, is no concern of the server.
        with channel, suppress(OSError):
            if tls:
                with tls.wrap_socket(channel, server_side=True) as protected:
                    _answer(protected, server, respond)
            else:
                _answer(channel, server, respond)


def _answer(channel: socket.socket, server: WebServer, respond: Respond) -> None:
    received = b""
    while b"\r\n\r\n" not in received:
        if not (block := channel.recv(4096)):
            return
        received += block
    first, *lines = received.decode().split("\r\n\r\n")[0].split("\r\n")
    method, target, _version = first.split(" ")
    request = Request(method, target, dict(line.lower().split(": ", 1) for line in lines))
    server.requests.append(request)
    for part in respond(request):
        channel.sendall(part)
