"""Where the portal goes, and where it does not."""

import pytest

from cms.outside import Allowance, Refused, Unreachable
from cms.outside.addresses import checked_addresses, is_public, target_of

PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "2001:4860:4860::8888"]
CLOSED = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1",
    "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "fc00::1",
    "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "2001:4860:4860::8888%eth0", "fec0::1", "ff02::1", "localhost", "",
]  # fmt: skip


def answering(*addresses: str) -> Allowance:
    return Allowance(resolve=lambda host, port: addresses)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_reached(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", CLOSED)
def test_what_is_inside_is_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", CLOSED)
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    target = target_of("http://site.example/", Allowance())
    with pytest.raises(Refused):
        checked_addresses(target, answering(address))


def test_one_address_inside_refuses_the_public_ones() -> None:
    target = target_of("http://site.example/", Allowance())
    with pytest.raises(Refused):
        checked_addresses(target, answering("93.184.216.34", "10.0.0.1"))
    assert checked_addresses(target, answering("93.184.216.34", "8.8.8.8")) == ["93.184.216.34", "8.8.8.8"]


def test_only_the_port_that_is_named_is_allowed() -> None:
    allowance = Allowance(frozenset({("127.0.0.1", 8080)}))
    assert checked_addresses(target_of("http://127.0.0.1:8080/", allowance), allowance) == ["127.0.0.1"]
    with pytest.raises(Refused):
        checked_addresses(target_of("http://127.0.0.1/", allowance), allowance)


@pytest.mark.parametrize("found", [OSError("no name"), UnicodeError("label too long")])
def test_a_name_that_nobody_knows(found: Exception) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise found

    with pytest.raises(Unreachable, match="n’existe pas"):
        checked_addresses(target_of("http://site.example/", Allowance()), Allowance(resolve=resolve))


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://site.example/", "http://"),
        ("file:///etc/passwd", "http://"),
        ("javascript:alert(1)", "http://"),
        ("site.example", "http://"),
        ("http://", "pas une adresse"),
        ("http:///chemin", "pas une adresse"),
        ("http://[::1", "pas une adresse"),
        ("http://a..b/", "pas une adresse"),
        ("http://site.example:99999/", "pas une adresse"),
        ("http://[fe80::1%25eth0]/", "pas une adresse"),
        ("http://site.example%2f@/", "mot de passe"),
        ("http://qui:secret@site.example/", "mot de passe"),
        ("http://@site.example/", "mot de passe"),
        ("http://public.example\\@10.0.0.1/", "mot de passe"),
        ("http://site.example:25/", "port"),
        ("http://site.example:0/", "port"),
        ("https://site.example:6379/", "port"),
        ("http://site.example/" + "x" * 2000, "trop longue"),
    ],
)
def test_what_is_no_address_of_a_site_is_refused_with_a_sentence(url: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        target_of(url, Allowance())


@pytest.mark.parametrize(
    ("url", "authority", "target"),
    [
        ("http://Site.Example", "site.example", "/"),
        ("https://site.example.:443/a?b=c#d", "site.example", "/a?b=c"),
        ("http://site.example:8080/é à?q=ê", "site.example:8080", "/%C3%A9%20%C3%A0?q=%C3%AA"),
        ("https://été.example/", "xn--t-9fab.example", "/"),
        ("https://[2001:4860:4860::8888]/", "[2001:4860:4860::8888]", "/"),
        ("  http://site.example/a%20b  ", "site.example", "/a%20b"),
    ],
)
def test_an_address_as_it_is_sent(url: str, authority: str, target: str) -> None:
    found = target_of(url, Allowance())
    assert (found.authority, found.target) == (authority, target)
