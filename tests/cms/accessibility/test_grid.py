"""The grid in the admin: filled page by page, imported whole or not at all, and never half-written."""

from collections.abc import Mapping
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cms.accessibility import tables
from cms.accessibility.conformity import Result
from cms.accessibility.grids import Cell, SavedMeanwhile, grid_of, write
from cms.accessibility.rgaa import criteria
from cms.models import Audit, CriterionResult, SampledPage

from .factories import FAILED, audit_of, fill, pages_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(client: Client) -> User:
    user = User.objects.create_user("auditrice")
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "change_audit"]))
    client.force_login(user)
    return user


def screen(audit: Audit, name: str = "grid", page: SampledPage | None = None) -> str:
    return reverse(f"accessibility_audits:{name}", args=[audit.pk, *([page.pk] if page else [])])


def shown(client: Client, address: str) -> dict[str, str]:
    """What the form of a page would send, untouched."""
    form = BeautifulSoup(client.get(address).content, "html.parser").find("form", class_="accessibility-grid")
    sent = {str(field["name"]): str(field.get("value", "")) for field in form.find_all("input")}
    sent |= {str(field["name"]): field.get_text().strip() for field in form.find_all("textarea")}
    for field in form.find_all("select"):
        chosen = field.find("option", selected=True)
        sent[str(field["name"])] = str(chosen["value"]) if chosen else ""
    return sent


def kept(page: SampledPage) -> dict[str, tuple[str, str]]:
    rows = CriterionResult.objects.filter(page=page).order_by("pk")
    return {row.criterion: (row.result, row.comment) for row in rows}


@pytest.mark.usefixtures("auditor")
def test_a_page_is_filled_criterion_by_criterion(client: Client) -> None:
    audit = audit_of("/", "/contact/")
    home, contact = pages_of(audit)
    address = screen(audit, "results", home)
    sent = shown(client, address)
    assert len(sent) == 2 * 106 + 2  # a result and a comment each, the token, the number of savings
    sent |= {"result-1.1": "C", "result-1.2": "NC", "comment-1.2": "Une image décorative est lue."}
    assert client.post(address, sent)["Location"] == screen(audit)
    assert kept(home) == {"1.1": ("C", ""), "1.2": ("NC", "Une image décorative est lue.")}
    again = shown(client, address) | {"result-1.2": "", "comment-1.2": ""}
    client.post(address, again)
    assert kept(home) == {"1.1": ("C", "")} and kept(contact) == {}
    overview = client.get(screen(audit)).content.decode()
    assert "critères testés, 1 sur 106" in overview and "L’audit n’est pas terminé" in overview


@pytest.mark.usefixtures("auditor")
def test_each_choice_has_a_name_of_its_own(client: Client) -> None:
    """A choice is heard as « 1.1 Chaque image… Résultat »: its group and its label."""
    audit = audit_of()
    page = BeautifulSoup(client.get(screen(audit, "results", pages_of(audit)[0])).content, "html.parser")
    groups = page.find("form", class_="accessibility-grid").find_all("fieldset")
    assert [group.legend.strong.get_text() for group in groups] == list(criteria())
    for group in groups:
        for field in group.find_all(["select", "textarea"]):
            assert group.find("label", attrs={"for": field["id"]})
    assert len({tag["id"] for tag in page.find_all(id=True)}) == len(page.find_all(id=True))


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"result-1.1": "NC"}, "Dites en commentaire ce qui ne va pas"),
        ({"result-1.1": "D", "comment-1.1": "  "}, "Dites en commentaire ce qui ne va pas"),
        ({"comment-1.1": "Un mot"}, "Choisissez un résultat, ou effacez le commentaire"),
        ({"result-1.1": "C", "comment-1.1": "x" * 1001}, "1000"),
    ],
    ids=["failed without a word", "excused without a word", "a word alone", "too many words"],
)
@pytest.mark.usefixtures("auditor")
def test_a_result_that_says_nothing_is_refused_and_nothing_is_lost(
    client: Client, typed: dict[str, str], reason: str
) -> None:
    audit = audit_of()
    [home] = pages_of(audit)
    address = screen(audit, "results", home)
    answer = client.post(address, shown(client, address) | {"result-9.1": "C"} | typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and reason in page
    assert kept(home) == {}
    assert BeautifulSoup(page, "html.parser").find("select", attrs={"name": "result-9.1"}).find(selected=True)


@pytest.mark.usefixtures("auditor")
def test_two_people_on_the_same_page_do_not_undo_each_other(client: Client) -> None:
    audit = audit_of()
    [home] = pages_of(audit)
    address = screen(audit, "results", home)
    first = shown(client, address)
    second = shown(client, address) | {"result-1.2": "C"}
    client.post(address, first | {"result-1.1": "C"})
    answer = client.post(address, second)
    assert answer.status_code == 422 and "Quelqu’un a enregistré cette page" in answer.content.decode()
    assert kept(home) == {"1.1": ("C", "")}
    # Sent again as it is, it is refused again: only what is read anew can be saved.
    assert client.post(address, second).status_code == 422
    client.post(address, shown(client, address) | {"result-1.2": "C"})
    assert kept(home) == {"1.1": ("C", ""), "1.2": ("C", "")}


def test_all_pages_are_written_or_none() -> None:
    audit = audit_of("/", "/contact/")
    home, contact = pages_of(audit)
    write([(pages_of(audit)[1], {"1.1": Cell(Result.CONFORMING)})])
    with pytest.raises(SavedMeanwhile):  # `contact` was read before
        write([(home, {"1.1": FAILED}), (contact, {"1.1": FAILED})])
    assert kept(home) == {} and kept(contact) == {"1.1": ("C", "")}


def table(audit: Audit) -> list[list[str]]:
    return [list(row) for row in tables.rows(grid_of(audit))]


def sent(client: Client, audit: Audit, content: bytes) -> Any:
    return client.post(screen(audit, "import"), {"file": SimpleUploadedFile("grille.csv", content, "text/csv")})


@pytest.mark.usefixtures("auditor")
def test_what_is_exported_comes_back_the_same(client: Client) -> None:
    hostile = Cell(Result.NON_CONFORMING, '=1+1; "deux"\nlignes')
    audit = fill(audit_of("/", "/contact/"), {"1.1": hostile, "1.2": None})
    exported = client.get(screen(audit, "export"))
    assert exported["Content-Type"].startswith("text/csv")
    before = table(audit)
    assert len(before) == 1 + 2 * 106
    CriterionResult.objects.all().delete()
    assert sent(client, audit, exported.content)["Location"] == screen(audit)
    assert table(audit) == before


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("RGAA 99.1;/;conforme;", "Ligne 2 : Le critère « 99.1 » n’existe pas"),
        ("1.1;/ailleurs/;conforme;", "Ligne 2 : La page « /ailleurs/ » n’est pas parmi les pages vérifiées"),
        ("1.1;/;moyen;", "Ligne 2 : Le résultat « moyen » n’existe pas"),
        ("1.1;/;non conforme;", "Ligne 2 : Dites en commentaire ce qui ne va pas"),
        ("1.1;/;;Un mot", "Ligne 2 : Un critère non testé n’a pas de commentaire"),
        ("1.1;/;C;\nRGAA 1.1;/;NA;", "Ligne 3 : Ce critère est donné deux fois"),
        ('1.1;/;C;"deux\nlignes"\n1.2;/;X;', "Ligne 4 : Le résultat « X » n’existe pas"),
        (f"1.1;/;C;{'x' * 1001}", "Ligne 2 : Ce commentaire est trop long"),
        ('1.1;/;C;"jamais fermé', "Ce fichier n’est pas un tableau CSV"),
    ],
    ids=[
        "criterion", "page", "result", "no comment", "comment alone", "twice", "after a cell of two lines", "too long",
        "quote",
    ],
)  # fmt: skip
@pytest.mark.usefixtures("auditor")
def test_one_wrong_line_and_nothing_is_written(client: Client, lines: str, expected: str) -> None:
    audit = audit_of()
    good = "\n9.1;/;conforme;"
    answer = sent(client, audit, f"critere;adresse;resultat;commentaire\n{lines}{good}".encode())
    said = BeautifulSoup(answer.content, "html.parser").find(role="alert").get_text(" ")
    assert answer.status_code == 422 and expected in " ".join(said.split())
    assert "Rien n’est importé" in said and not CriterionResult.objects.exists()
    # The control: without it, the other line is written.
    assert sent(client, audit, f"critere;adresse;resultat;commentaire{good}".encode()).status_code == 302
    assert CriterionResult.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "vide"),
        (b"\n\n", "Il manque : adresse, critere, resultat."),
        (b"critere;resultat\n1.1;C", "Il manque : adresse."),
        (b"critere;adresse;resultat\n", "aucune ligne de résultat"),
        (b"\x00\x01\xff\xfe", "Il manque"),
    ],
    ids=["nothing", "blank lines", "a column", "no line", "no text"],
)
@pytest.mark.usefixtures("auditor")
def test_a_file_that_is_no_grid_is_told(client: Client, content: bytes, expected: str) -> None:
    answer = sent(client, audit_of(), content)
    assert answer.status_code == 422 and expected in answer.content.decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.usefixtures("auditor")
def test_tables_of_any_spreadsheet_are_read(client: Client, encoding: str, delimiter: str) -> None:
    audit = audit_of()
    rows = [["Resultat", "Adresse", "Critere", "Commentaire"], ["Dérogation", "/", "1.1", "Liste à côté"]]
    content = "\r\n".join(delimiter.join(row) for row in rows)
    assert sent(client, audit, content.encode(encoding)).status_code == 302
    assert kept(pages_of(audit)[0]) == {"1.1": ("D", "Liste à côté")}


@pytest.mark.parametrize("name", ["grid", "import", "export"])
def test_who_may_not_change_audits_sees_no_grid(client: Client, name: str) -> None:
    audit = audit_of()
    user = User.objects.create_user("redacteur")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert client.get(screen(audit, name)).status_code == 302
    assert client.get(screen(audit, "results", pages_of(audit)[0])).status_code == 302
    # The control: with the right, the same person does.
    user.user_permissions.add(Permission.objects.get(codename="change_audit"))
    assert client.get(screen(audit, name)).status_code == 200


@pytest.mark.usefixtures("auditor")
def test_a_page_belongs_to_its_own_audit(client: Client) -> None:
    mine, other = audit_of(), audit_of()
    assert client.get(screen(mine, "results", pages_of(other)[0])).status_code == 404


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//ailleurs.example", "contact"])
def test_a_sampled_page_has_an_address_that_can_be_shown(client: Client, address: str) -> None:
    client.force_login(User.objects.create_superuser("administratrice"))

    def made(address: str) -> bool:
        pages = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "1", "MAX_NUM_FORMS": "1000"}
        first = {"0-name": "Accueil", "0-address": address, "0-ORDER": "1", "0-id": "", "0-DELETE": ""}
        body: Mapping[str, str] = {
            "auditor": "En interne",
            "audited_on": "2026-09-14",
            "environments": "",
            "tools": "",
            **{f"pages-{name}": value for name, value in (pages | first).items()},
        }
        client.post(reverse("accessibility_audits:add"), body)
        return Audit.objects.exists()

    assert not made(address)
    assert made("/")


@pytest.mark.usefixtures("founding")
def test_referents_keep_audits_and_publishers_do_not(client: Client) -> None:
    def sees(group: str) -> list[bool]:
        user = User.objects.create_user(f"membre-{group}")
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        names = ("accessibility_audits:index", "accessibility_difficulties:index")
        return [client.get(reverse(name)).status_code == 200 for name in names]

    assert sees("Référents accessibilité") == [True, True]
    assert sees("Publicateurs") == [False, False]
