"""One request to one checked address, over before a given moment whatever the other side does."""

import http.client
import ssl
from dataclasses import dataclass
from functools import lru_cache
from socket import AF_INET, AF_INET6, SOCK_STREAM, socket
from time import monotonic
from typing import Any

from django.utils.translation import gettext_lazy as _

from .addresses import Allowance, Target
from .failures import Encoded, TooLarge, TooSlow, Unreachable

_BLOCK = 64 * 1024


@dataclass(frozen=True)
class Received:
    status: int
    headers: dict[str, str]
    body: bytes


class _Timed:
    """A socket whose every read ends at `until`: a server that gives a byte now and then does not last for ever."""

    until: float

    def recv_into(self, *args: Any) -> int:
        self.settimeout(_left(self.until))  # type: ignore[attr-defined]
        return super().recv_into(*args)  # type: ignore[misc]


class _TimedSocket(_Timed, socket):
    pass


class _TimedTLS(_Timed, ssl.SSLSocket):
    pass


class _Connection(http.client.HTTPConnection):
    """Speaks through a socket that is open already, to the address that was checked."""

    def __init__(self, opened: socket) -> None:
        super().__init__("checked.invalid")
        self.sock = opened

    def connect(self) -> None:
        raise http.client.NotConnected


def asked(
    target: Target,
    addresses: list[str],
    method: str,
    headers: dict[str, str],
    most_bytes: int | None,
    until: float,
    allowance: Allowance,
) -> Received:
    """What `target` answers from the first of `addresses` that can be reached. Raises OutsideFailure."""
    try:
        with _opened(target, addresses, until, allowance) as channel:
            connection = _Connection(channel)
            connection.putrequest(method, target.target, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value)
            channel.settimeout(_left(until))
            connection.endheaders()
            with connection.getresponse() as response:
                received = {name.lower(): value for name, value in response.getheaders()}
                body = b"" if most_bytes is None else _body(response, received, most_bytes)
                return Received(response.status, received, body)
    except TimeoutError:
        raise TooSlow(_TOO_SLOW) from None
    except ssl.SSLCertVerificationError:
        raise Unreachable(_("Le certificat de ce site n’est pas valable.")) from None
    except (OSError, http.client.HTTPException, ValueError):
        raise Unreachable(_("Ce site ne répond pas comme un site web.")) from None


def _opened(target: Target, addresses: list[str], until: float, allowance: Allowance) -> socket:
    for others, address in zip(range(len(addresses) - 1, -1, -1), addresses, strict=True):
        opened = _TimedSocket(AF_INET6 if ":" in address else AF_INET, SOCK_STREAM)
        opened.until = until
        try:
            # One that does not answer leaves time for the others.
            opened.settimeout(_left(until) / (others + 1))
            opened.connect((address, target.port))
        except OSError as error:
            opened.close()
            if not others:
                raise TooSlow(_TOO_SLOW) if isinstance(error, TimeoutError) else Unreachable(_SILENT) from None
        except BaseException:
            opened.close()
            raise
        else:
            return _protected(opened, target, allowance) if target.scheme == "https" else opened
    raise AssertionError("a checked target has an address")


def _protected(opened: _TimedSocket, target: Target, allowance: Allowance) -> socket:
    opened.settimeout(_left(opened.until))
    protected = _context(allowance.authority).wrap_socket(opened, server_hostname=target.host)
    assert isinstance(protected, _TimedTLS)
    protected.until = opened.until
    return protected


@lru_cache(maxsize=4)
def _context(authority: str | None) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=authority)
    context.sslsocket_class = _TimedTLS
    return context


def _body(response: http.client.HTTPResponse, headers: dict[str, str], most: int) -> bytes:
    if headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise Encoded(_("Ce site donne un contenu compressé, que le portail ne lit pas."))
    body = bytearray()
    while block := response.read(min(_BLOCK, most + 1 - len(body))):
        body += block
        if len(body) > most:
            raise TooLarge(_("Ce que donne cette adresse est trop gros."))
    # Read by blocks, a body that stops before its announced length looks whole.
    if response.length:
        raise Unreachable(_("Ce site a coupé la connexion avant la fin."))
    return bytes(body)


def _left(until: float) -> float:
    if (left := until - monotonic()) <= 0:
        raise TooSlow(_TOO_SLOW)
    return left


_SILENT = _("Ce site ne répond pas.")
_TOO_SLOW = _("Ce site met trop de temps à répondre.")
