"""A mail server on the loopback that stops answering at the word a test says."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import BinaryIO

# What a server says after each word of the client, "" being the connection itself and "." the end of the message.
ANSWERS = {
    "": "220 here",
    "EHLO": "250 hello",
    "MAIL": "250 yes",
    "RCPT": "250 yes",
    "DATA": "354 go on",
    ".": "250 taken",
    "QUIT": "221 bye",
}
_BUFFER = 4096  # bytes that the system keeps of what is not read


@dataclass
class SilentServer:
    """`messages`: those received whole. `hangs_up`: it closes the connection instead of keeping it, without a word."""

    at: str
    hangs_up: bool = False
    tls: ssl.SSLContext | None = None
    messages: list[bytes] = field(default_factory=list)
    port: int = 0
    _stopped: threading.Event = field(default_factory=threading.Event)

    def talk(self, visitor: socket.socket) -> None:
        channel = self.tls.wrap_socket(visitor, server_side=True) if self.tls else visitor
        with channel, channel.makefile("rb") as words:
            word = ""
            while word != self.at:
                channel.sendall(f"{ANSWERS[word]}\r\n".encode())
                if word == "DATA":
                    word = self._read_message(words)
                else:
                    word = words.readline().decode().split()[0].upper()
            if not self.hangs_up:
                self._stopped.wait()

    def _read_message(self, words: BinaryIO) -> str:
        if self.at == "body":
            return self.at
        lines = iter(words.readline, b".\r\n")
        self.messages.append(b"".join(lines))
        return "."

    def stop(self) -> None:
        self._stopped.set()


@contextmanager
def silent(at: str, hangs_up: bool = False, tls: ssl.SSLContext | None = None) -> Iterator[SilentServer]:
    """A server that is silent after the word `at` of each conversation; "body": in the middle of a message."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
        server = SilentServer(at, hangs_up, tls, port=listener.getsockname()[1])
        thread = threading.Thread(target=_serve, args=(listener, server), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.stop()
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(listener: socket.socket, server: SilentServer) -> None:
    talks: list[threading.Thread] = []
    with suppress(OSError):
        while True:
            channel, _peer = listener.accept()
            talks.append(threading.Thread(target=_talk, args=(server, channel), daemon=True))
            talks[-1].start()
    for each in talks:
        each.join()


def _talk(server: SilentServer, channel: socket.socket) -> None:
    # Whoever hangs up first is no concern of the server.
    with suppress(OSError, IndexError):
        server.talk(channel)
