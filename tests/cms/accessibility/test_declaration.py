"""The declaration and the mention of every page say what the audit says."""

from collections.abc import Callable
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.accessibility.conformity import Result
from cms.accessibility.grids import Cell, write
from cms.accessibility.missing import missing
from cms.accessibility.rgaa import criteria
from cms.models import AccessibilityPage, Audit, SampledPage, SiteSettings
from tests.support.french import french
from tests.support.translations import translate

from .factories import FAILED, audit_of, fill, pages_of

pytestmark = pytest.mark.usefixtures("founding")

ADDRESS = "/accessibilite/"


def mention(client: Client, path: str = "/glossaire/") -> tuple[str, str]:
    """What the footer says, and where it leads."""
    footer = BeautifulSoup(client.get(path).content, "html.parser").find(class_="footer-legal")
    link = footer.find("a")
    return " ".join(link.get_text().split()), str(link["href"])


def words(client: Client) -> str:
    return " ".join(BeautifulSoup(client.get(ADDRESS).content, "html.parser").main.get_text(" ").split())


def test_without_an_audit_the_portal_is_not_conforming(client: Client) -> None:
    assert mention(client) == ("Accessibilité : non conforme", ADDRESS)
    told = words(client)
    assert "Le portail est non conforme au référentiel" in told and "aucun audit n’a encore été réalisé" in told
    assert "Défenseur des droits, Libre réponse 71120" in told
    assert "Technologies utilisées HTML CSS SVG JavaScript" in told
    # What is not known is said to editors only.
    assert "compléter" not in told and "None" not in told
    assert client.get("/audit-accessibilite.csv").status_code == 404


@pytest.mark.parametrize(
    ("failures", "label"),
    [(0, "totalement conforme"), (1, "partiellement conforme"), (53, "partiellement conforme"), (54, "non conforme")],
)
def test_every_page_says_the_state_of_the_audit(client: Client, failures: int, label: str) -> None:
    mention(client)  # Read once an edition: the audit begins another.
    fill(audit_of("/", "/contact/"), dict.fromkeys(list(criteria())[:failures], FAILED))
    assert mention(client) == (f"Accessibilité : {label}", ADDRESS)
    assert f"Le portail est {label} au référentiel" in words(client)


def test_an_audit_counts_from_its_last_result_on(client: Client) -> None:
    audit = fill(audit_of("/", "/contact/"), {"13.12": None})
    assert mention(client)[0].endswith(": non conforme")
    assert "aucun audit n’a encore été réalisé" in words(client)
    write([(pages_of(audit)[0], {"13.12": Cell(Result.CONFORMING)})])
    assert mention(client)[0].endswith("totalement conforme")


def test_a_new_audit_in_progress_changes_nothing(client: Client) -> None:
    fill(audit_of("/", audited_on=date(2026, 3, 2)))
    audit_of("/contact/", audited_on=date(2026, 10, 1))
    assert mention(client)[0].endswith("totalement conforme")
    assert "Audit du 2 mars 2026" in words(client)


def test_what_is_not_accessible_comes_from_the_grid(client: Client) -> None:
    excused = Cell(Result.DEROGATION, "La carte a une liste qui dit la même chose.")
    fill(audit_of("/", "/contact/"), {"1.1": FAILED, "4.1": excused})
    told = words(client)
    assert "Critère 1.1 : Chaque image porteuse d’information" in told
    assert "Page / : Une image n’a pas d’alternative." in told
    assert "Page / : La carte a une liste qui dit la même chose." in told
    assert (
        "99 % des critères sont respectés : 105 sur les 106" in told
    )  # 4.1 applies on the other page, where it is met
    assert "Audit du 14 septembre 2026, mené par : Cabinet Exemple." in told
    assert "Firefox et NVDA" in told and "Outils de l’audit axe" in told
    assert "RGAA 1.1;Images;" in client.get("/audit-accessibilite.csv").content.decode()


def test_results_of_more_than_three_years_are_no_longer_told(client: Client) -> None:
    fill(audit_of("/", audited_on=date(2020, 1, 1)))
    assert mention(client)[0].endswith(": non conforme")
    assert "le dernier audit a plus de trois ans" in words(client)


def unmake(audit: Audit) -> None:
    audit.delete()


def add_a_page(audit: Audit) -> None:
    SampledPage.objects.create(audit=audit, name="Autre", address="/autre/", sort_order=9)


@pytest.mark.parametrize("change", [unmake, add_a_page], ids=["deleted", "one more page"])
def test_what_undoes_an_audit_shows_at_once(client: Client, change: Callable[[Audit], None]) -> None:
    audit = fill(audit_of("/"))
    assert mention(client)[0].endswith("totalement conforme")
    change(audit)
    assert mention(client)[0].endswith(": non conforme")


def test_editors_are_told_what_is_missing(client: Client) -> None:
    page = french(AccessibilityPage)
    assert "le nom de l’organisme qui publie le portail" in missing(page)
    assert "l’adresse de la personne qui reçoit les difficultés signalées" in missing(page)
    assert any(words.startswith("un audit terminé") for words in missing(page))
    settings = SiteSettings.objects.get()
    settings.contact_email = "equipe@example.org"
    settings.save()
    page.entity = "Réseau Exemple"
    told = missing(page)
    assert "le nom de l’organisme qui publie le portail" not in told
    assert "l’adresse de la personne qui reçoit les difficultés signalées" not in told
    page.save_revision().publish()
    assert "Réseau Exemple s’engage à rendre ce portail accessible" in words(client)


def test_a_portal_without_a_declaration_says_the_state_all_the_same(client: Client) -> None:
    french(AccessibilityPage).unpublish()
    footer = BeautifulSoup(client.get("/glossaire/").content, "html.parser").find(class_="footer-legal")
    assert "Accessibilité : non conforme" in footer.get_text()
    assert ADDRESS not in [link["href"] for link in footer.find_all("a")]


def test_the_declaration_never_shows_the_address_of_its_referent(client: Client) -> None:
    page = french(AccessibilityPage)
    page.referent_email = "referente@example.org"
    page.save_revision().publish()
    assert b"referente@" not in client.get(ADDRESS).content


def test_a_version_in_another_language_keeps_the_facts(
    client: Client, django_capture_on_commit_callbacks: Callable
) -> None:
    page = french(AccessibilityPage)
    page.entity = "Réseau Exemple"
    page.save_revision().publish()
    with django_capture_on_commit_callbacks(execute=True):
        translate(page, "fr-simple", {})
    version = AccessibilityPage.objects.get(locale__language_code="fr-simple")
    assert version.entity == "Réseau Exemple"
    fill(audit_of("/"))
    answer = BeautifulSoup(client.get(version.get_url()).content, "html.parser")
    assert "totalement conforme" in answer.main.get_text()
    # Its footer leads to the version of its own language.
    assert answer.find(class_="footer-legal").find("a")["href"] == version.get_url()
