"""The business card, read again as address books read it (RFC 6350)."""

import re

from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from network.exports.vcard import vcard
from network.models import Organisation
from tests.network.directory import maison_essai

BASE = "https://portail.example"


def properties(card: str) -> dict[str, str]:
    """{name: value}, unfolded; each property stands once."""
    assert card.endswith("\r\n")
    lines = card.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    pairs = [line.partition(":") for line in lines]
    names = [name.partition(";")[0] for name, _colon, _value in pairs]
    assert len(names) == len(set(names)), names
    return {name: value for name, (_name, _colon, value) in zip(names, pairs, strict=True)}


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def test_everything_known_is_on_the_card(client: Client, db: None) -> None:
    organisation = maison_essai(name="Maison, d’essai; bis")
    answer = client.get("/annuaire/maison-essai/carte.vcf")
    assert answer["Content-Type"] == "text/vcard; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="maison-essai.vcf"'
    card = properties(answer.content.decode())
    assert card | {
        "VERSION": "4.0",
        "KIND": "org",
        "FN": r"Maison\, d’essai\; bis",
        "ORG": r"Maison\, d’essai\; bis",
        "ADR": r";;Bâtiment B\, 1 rue du Port;Port-Fictif;;44990;France",
        "TEL": "tel:+33240000001",
        "EMAIL": "accueil@example.org",
        "GEO": "geo:47.310000,-2.210000",
        "UID": f"passerelles--{organisation.pk}",
        "REV": "20260304T120000Z",
    } == card  # fmt: skip


def test_a_former_address_leads_to_the_card(client: Client, db: None) -> None:
    organisation = maison_essai()
    organisation.slug = "autre-adresse"
    organisation.save()
    answer = client.get("/annuaire/maison-essai/carte.vcf")
    assert (answer.status_code, answer["Location"]) == (301, "/annuaire/autre-adresse/carte.vcf")


def test_a_draft_has_no_card(client: Client, db: None) -> None:
    maison_essai(live=False)
    assert client.get("/annuaire/maison-essai/carte.vcf").status_code == 404


texts = st.text(st.characters(codec="utf-8"), max_size=400)


@given(name=texts, description=texts)
def test_any_text_comes_back_from_the_card(name: str, description: str) -> None:
    organisation = Organisation(pk=1, slug="a", name=name, kind="esat", description=f"x{description}")
    card = vcard(organisation, BASE)
    assert all(len(line.encode()) <= 75 for line in card.split("\r\n"))
    told = properties(card)
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]", " ", re.sub("\r\n?", "\n", f"x{description}"))
    assert unescaped(told["NOTE"]) == kept
    assert set(told) == {"BEGIN", "VERSION", "KIND", "FN", "ORG", "CATEGORIES", "NOTE", "SOURCE", "UID", "END"}
