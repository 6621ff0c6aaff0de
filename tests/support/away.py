"""Servers that do not answer, or only when a test lets them."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def black_hole() -> Iterator[str]:
    """The address of a server that takes connections and never says anything."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def nobody() -> str:
    """An address where nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return f"http://127.0.0.1:{port}"


class Gate:
    """Stands in front of a server on the loopback: `close` makes a black hole of it, `open` lets it answer again.

    Everything that passes waits for `delay` seconds, each way.
    """

    delay = 0.0

    def __init__(self, address: str) -> None:
        host, _colon, port = address.rpartition("//")[2].rpartition(":")
        self._target = (host, int(port))
        self._opened = threading.Event()
        self._opened.set()
        self._server = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.address = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._opened.clear()

    def open(self) -> None:
        self._opened.set()

    def end(self) -> None:
        """Stop listening."""
        self._opened.set()
        self._server.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                visitor, _address = self._server.accept()
                behind = socket.create_connection(self._target)
                for source, target in ((visitor, behind), (behind, visitor)):
                    threading.Thread(target=self._pass, args=(source, target), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with source, target, suppress(OSError):
            while data := source.recv(65_536):
                self._opened.wait()
                time.sleep(self.delay)
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
