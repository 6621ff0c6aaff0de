"""Which addresses the portal may go to: those that anybody on the public internet could reach."""

import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _

from .failures import Refused, Unreachable

PORTS = {"http": 80, "https": 443}
# Where the web is also served; a mail server or a database would take a request for orders.
OTHER_PORTS = frozenset({8080, 8443})
MOST_CHARACTERS = 2000
_MOST_LOOKED_UP = 20

# IANA, IPv6 Special-Purpose Address Registry: what is unicast and public is in 2000::/3, but for what leads elsewhere.
_UNICAST = IPv6Network("2000::/3")
_TUNNELS = [IPv6Network("2001::/23"), IPv6Network("2001:db8::/32"), IPv6Network("2002::/16"), IPv6Network("3fff::/20")]
# IETF protocols, of which some are told global; 6to4 relays.
_PROTOCOLS = [IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24")]

Endpoint = tuple[str, int]
Resolver = Callable[[str, int], Iterable[str]]


def look_up(host: str, port: int) -> list[str]:
    """The IPv4 and IPv6 addresses of `host`. Raises OSError."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True)
class Allowance:
    """What tests give to reach servers of their own. Nothing else makes one, and no setting does.

    `endpoints` are (address, port) allowed beside public ones; `authority` is a file of certificates to trust.
    """

    endpoints: frozenset[Endpoint] = frozenset()
    resolve: Resolver = look_up
    authority: str | None = None


@dataclass(frozen=True)
class Target:
    """An address taken apart. `target` is the path and the query, as they are sent."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The value of the header Host."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def is_public(address: str) -> bool:
    """Whether `address`, an IPv4 or IPv6 address, is one of the public internet and of no machine inside.

    IPv6 that stands for an IPv4 address (mapped, NAT64, 6to4, Teredo) is not: it would lead to that one unseen.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        plain = found.is_global and not found.is_multicast and not found.is_reserved
        return plain and not any(found in network for network in _PROTOCOLS)
    return _is_public_v6(found)


def _is_public_v6(found: IPv6Address) -> bool:
    plain = found.scope_id is None and found.is_global and not found.is_multicast
    return plain and found in _UNICAST and not any(found in tunnel for tunnel in _TUNNELS)


def target_of(url: str, allowance: Allowance) -> Target:
    """`url` taken apart, its fragment left out. Raises Refused for what the portal does not ask."""
    if len(url) > MOST_CHARACTERS:
        raise Refused(_("L’adresse est trop longue."))
    try:
        parts = urlsplit(url.strip())
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise Refused(_NO_ADDRESS) from None
    if parts.scheme not in PORTS:
        raise Refused(_("L’adresse doit commencer par http:// ou https://."))
    if parts.username is not None or parts.password is not None:
        raise Refused(_("L’adresse contient un identifiant ou un mot de passe : retirez-le."))
    # A final dot is the same name to the resolver, and another one to what compares names.
    host = _in_ascii(host.rstrip("."))
    port = PORTS[parts.scheme] if port is None else port
    allowed = {endpoint[1] for endpoint in allowance.endpoints} | OTHER_PORTS | set(PORTS.values())
    if port not in allowed:
        raise Refused(_("L’adresse demande un port qui n’est pas celui d’un site web."))
    query = f"?{parts.query}" if parts.query else ""
    return Target(parts.scheme, host, port, iri_to_uri(f"{parts.path or '/'}{query}"))


def checked_addresses(target: Target, allowance: Allowance) -> list[str]:
    """The addresses of the host, each of them allowed: connect to these, and look nothing up again.

    One that is not public refuses all. Raises Refused or Unreachable.
    """
    try:
        found = list(dict.fromkeys(allowance.resolve(target.host, target.port)))[:_MOST_LOOKED_UP]
    except (OSError, UnicodeError):
        raise Unreachable(_("Ce site n’existe pas, ou n’existe plus.")) from None
    for address in found:
        if not is_public(address) and (address, target.port) not in allowance.endpoints:
            raise Refused(_("Cette adresse n’est pas celle d’un site public."))
    if not found:
        raise Unreachable(_("Ce site n’existe pas, ou n’existe plus."))
    return found


def _in_ascii(host: str) -> str:
    try:
        ascii_host = host if ":" in host else host.encode("idna").decode()
    except UnicodeError:
        raise Refused(_NO_ADDRESS) from None
    if not ascii_host or any(sign <= " " or sign in "/\\@?#%<>\x7f" for sign in ascii_host):
        raise Refused(_NO_ADDRESS)
    return ascii_host


_NO_ADDRESS = _("Ce n’est pas une adresse de site web.")
