"""The reports of the library in the admin: what they show, to whom, and their spreadsheets."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Collection, ReferenceIndex

from resources.links.collecting import collect
from resources.models import (
    DownloadCount,
    FileReading,
    LibraryDocument,
    LinkCheck,
    Opinion,
    ResourcePage,
    ResourceStatus,
)
from tests.support.french import french
from tests.support.sql import recorded_sql

from .making import editor, file, library, may_change_files, resource

pytestmark = pytest.mark.usefixtures("founding")

ROOT = "/admin/bibliotheque/rapports"
PAGES = ["notices", "a-relire", "liens"]
FILES = ["fichiers", "telechargements"]
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def shown(client: Client, address: str) -> str:
    response = client.get(f"{ROOT}/{address}")
    assert response.status_code == 200
    return response.content.decode()


def csv(client: Client, name: str, query: str = "") -> str:
    response = client.get(f"{ROOT}/{name}/?export=csv{query}")
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def reading(document: LibraryDocument, **values: Any) -> FileReading:
    kept = {"file_hash": document.file_hash, "state": FileReading.State.READ, "read_at": NOW} | values
    return FileReading.objects.create(document=document, **kept)


def broken(page: ResourcePage) -> None:
    collect([page.pk])
    LinkCheck.objects.filter(pages=page).update(
        state=LinkCheck.State.BROKEN, status=404, message="La page n’existe plus.", failures=2, failing_since=NOW
    )


# Who sees what


@pytest.mark.parametrize("name", ["avis", *PAGES, *FILES])
def test_reports_are_for_those_who_keep_the_library(client: Client, name: str) -> None:
    def status(user: Any) -> int:
        client.force_login(user)
        return client.get(f"{ROOT}/{name}/").status_code

    other_section = library().get_siblings(inclusive=False).first()
    someone = editor("ailleurs", below=other_section)
    assert status(someone) == 302  # sent back to the admin's home
    assert f"{ROOT}/{name}/" not in client.get("/admin/").content.decode()
    keeper = editor("gardienne", below=library())
    may_change_files(keeper, Collection.get_first_root_node())
    assert status(keeper) == 200
    assert f"{ROOT}/{name}/" in client.get("/admin/").content.decode()


@pytest.mark.parametrize("name", ["avis", *PAGES, *FILES])
def test_each_opens_empty_and_full_in_page_and_in_spreadsheets(admin_client: Client, name: str) -> None:
    for _time in range(2):
        for query in ("", "results/", "?p=99", "?ordering=nothing", "?situation=x&kind=x&etat=x&periode=x"):
            assert admin_client.get(f"{ROOT}/{name}/{query}").status_code == 200
        for kind in ("csv", "xlsx"):
            response = admin_client.get(f"{ROOT}/{name}/?export={kind}")
            assert response.status_code == 200
            b"".join(response.streaming_content)
        old = {"review_every": 1, "reviewed_on": date(2020, 1, 1)}
        page = resource("Un guide", "https://un.example/", documents=(file("Un fichier"),), **old)
        broken(page)


def test_only_what_one_may_change_is_shown(client: Client) -> None:
    old = {"review_every": 1, "reviewed_on": date(2020, 1, 1)}
    mine = resource("Mon guide", "https://commun.example/", **old)
    other = resource("Autre guide", "https://commun.example/", "https://autre.example/", **old)
    for page in (mine, other):
        broken(page)
    # Who may only add pages changes his own.
    author = editor("autrice", below=library(), may="add_page")
    ResourcePage.objects.filter(pk=mine.pk).update(owner=author)
    client.force_login(author)
    for name in PAGES:
        text = shown(client, f"{name}/")
        assert "Mon guide" in text and "Autre guide" not in text and "autre.example" not in text
        assert "Autre guide" not in csv(client, name)
    client.force_login(editor("gardienne", below=library()))
    for name in PAGES:
        assert "Autre guide" in shown(client, f"{name}/")


def test_files_are_those_of_ones_collections(client: Client) -> None:
    closed = Collection.get_first_root_node().add_child(name="Réservée")
    file("Fichier ouvert", collection=Collection.get_first_root_node().add_child(name="Ouverte"))
    file("Fichier réservé", collection=closed)
    user = editor("gardienne", below=library())
    client.force_login(user)
    assert client.get(f"{ROOT}/fichiers/").status_code == 302
    may_change_files(user, Collection.objects.get(name="Ouverte"))
    client.force_login(type(user).objects.get(pk=user.pk))
    for name in FILES:
        text = shown(client, f"{name}/")
        assert "Fichier ouvert" in text and "Fichier réservé" not in text
        assert "Fichier réservé" not in csv(client, name)
    may_change_files(user, closed)
    for name in FILES:
        assert "Fichier réservé" in shown(client, f"{name}/")


# What each shows


def test_the_weakest_records_come_first(admin_client: Client) -> None:
    resource("Faible")
    resource("Moins faible", summary="Un guide.", date="2026")
    resource("Brouillon", live=False)
    text = shown(admin_client, "notices/")
    assert text.index("Faible") < text.index("Moins faible")
    assert "Brouillon" not in text
    assert "un fichier ou un lien" in text
    lacking = shown(admin_client, "notices/results/?manque=resume")
    assert "Faible" in lacking and "Moins faible" not in lacking


@pytest.mark.parametrize("name", PAGES + FILES)
def test_queries_do_not_grow_with_the_library(admin_client: Client, name: str) -> None:
    def cost() -> int:
        with recorded_sql() as statements:
            shown(admin_client, f"{name}/")
        return len(statements)

    def more(count: int) -> None:
        for number in range(count):
            document = file(f"Fichier {number}")
            reading(document)
            page = resource(
                f"Ressource {number}", f"https://s{number}.example/", documents=(document,), review_every=1,
                reviewed_on=date(2020, 1, 1),
            )  # fmt: skip
            broken(page)

    more(2)
    shown(admin_client, f"{name}/")
    before = cost()
    more(8)
    assert cost() == before


def situations(client: Client, *titles: str) -> dict[str, set[str]]:
    names = ("orphelin", "illisible", "image", "defauts", "verifie", "attente")
    texts = {name: shown(client, f"fichiers/results/?situation={name}") for name in names}
    return {name: {title for title in titles if title in text} for name, text in texts.items()}


def test_files_by_what_is_wrong_with_them(admin_client: Client) -> None:
    given, orphan, refused, scanned, faulty, checked, replaced = (
        file(f"Fichier {name}") for name in ("donné", "orphelin", "refusé", "scanné", "fautif", "vérifié", "remplacé")
    )
    # Which the worker does.
    ReferenceIndex.create_or_update_for_object(
        resource("Guide", documents=(given, refused, scanned, faulty, checked, replaced))
    )
    reading(given, facts={"titre": True})
    reading(orphan)
    reading(refused, state=FileReading.State.REFUSED, message="Le fichier est chiffré.")
    reading(scanned, scanned=True)
    reading(faulty, facts={"titre": True, "balises": False})
    reading(checked)
    reading(replaced, file_hash="another", facts={"balises": False}, scanned=True)
    checked.accessibility = "oui"
    checked.save()
    titles = [each.title for each in (given, orphan, refused, scanned, faulty, checked, replaced)]
    assert situations(admin_client, *titles) == {
        "orphelin": {"Fichier orphelin"},
        "illisible": {"Fichier refusé"},
        "image": {"Fichier scanné"},
        "defauts": {"Fichier fautif"},
        "verifie": {"Fichier vérifié"},
        "attente": {"Fichier remplacé"},
    }
    text = shown(admin_client, "fichiers/")
    assert "Illisible : Le fichier est chiffré." in text and "image sans texte" in text
    assert text.count("des défauts ont été trouvés") == 1


def test_downloads_add_up_over_a_period(admin_client: Client) -> None:
    old, recent, _never = file("Ancien"), file("Récent"), file("Jamais")
    resource("Le guide", documents=(old, recent))
    today = timezone.localdate()
    for document, age, count in ((old, 200, 50), (recent, 1, 3), (recent, 40, 4)):
        DownloadCount.objects.create(document=document, day=today - timedelta(days=age), count=count)

    def counts(query: str) -> list[tuple[str, str]]:
        lines = csv(admin_client, "telechargements", query).splitlines()[1:]
        rows = [line.split(",") for line in lines]
        return [(row[0], row[2]) for row in rows if row[0] in ("Ancien", "Récent", "Jamais")]

    assert counts("") == [("Ancien", "50"), ("Récent", "7"), ("Jamais", "0")]
    assert counts("&periode=90") == [("Récent", "7"), ("Ancien", "0"), ("Jamais", "0")]
    assert counts("&periode=30&telecharge=oui") == [("Récent", "3")]
    assert counts("&telecharge=jamais") == [("Jamais", "0")]
    assert "Le guide" in csv(admin_client, "telechargements")


def test_what_is_due_says_why(admin_client: Client) -> None:
    resource("Annoncée", status=ResourceStatus.ANNOUNCED, expected="2025-05")
    resource("Ancienne", reviewed_on=date(2025, 1, 31), review_every=1)
    resource("Récente", reviewed_on=timezone.localdate(), review_every=1)
    text = shown(admin_client, "a-relire/")
    assert "Annoncée pour mai 2025, toujours « à venir »" in text
    assert "À relire depuis le 28 février 2025" in text
    assert "Récente" not in text
    assert text.index("Ancienne") < text.index("Annoncée")
    late = shown(admin_client, "a-relire/results/?cause=retard")
    assert "Annoncée" in late and "Ancienne" not in late


def test_one_button_says_that_all_is_still_true(client: Client) -> None:
    page = resource("Ancienne", reviewed_on=date(2020, 1, 1), review_every=1)
    address = f"{ROOT}/a-relire/{page.pk}/"
    client.force_login(editor("ailleurs", below=library().get_siblings(inclusive=False).first()))
    assert client.post(address).status_code == 302
    page.refresh_from_db()
    assert page.reviewed_on == date(2020, 1, 1)

    client.force_login(editor("gardienne", below=library()))
    assert f'action="{address}"' in shown(client, "a-relire/")
    assert client.get(address).status_code == 405
    assert "relue aujourd’hui" in client.post(address, follow=True).content.decode()
    page.refresh_from_db()
    assert page.reviewed_on == timezone.localdate()
    assert "Ancienne" not in shown(client, "a-relire/results/")
    assert client.post(f"{ROOT}/a-relire/999999/").status_code == 404


def test_a_refusal_is_explained(client: Client) -> None:
    page = resource("Ancienne", reviewed_on=date(2020, 1, 1), review_every=1)
    page.unpublish()
    client.force_login(editor(below=library()))
    text = client.post(f"{ROOT}/a-relire/{page.pk}/", follow=True).content.decode()
    assert "rien à relire" in text


def test_broken_links_and_who_gives_them(admin_client: Client) -> None:
    page = resource("Le guide", "https://mort.example/", "https://bon.example/")
    broken(page)
    LinkCheck.objects.filter(url="https://bon.example/").update(
        state=LinkCheck.State.GOOD, failing_since=None, failures=0
    )
    text = shown(admin_client, "liens/")
    assert 'href="https://mort.example/"' in text and "Le guide" in text and "bon.example" not in text
    assert "Mort : La page n’existe plus." in text
    assert "bon.example" in shown(admin_client, "liens/results/?etat=bon")
    assert "La page n’existe plus." in csv(admin_client, "liens")


def test_spreadsheets_run_nothing(admin_client: Client) -> None:
    old = {"review_every": 1, "reviewed_on": date(2020, 1, 1)}
    page = resource("=HYPERLINK(1)", "https://mort.example/", documents=(file("=cmd()"),), **old)
    broken(page)
    for name in PAGES + FILES:
        text = csv(admin_client, name)
        assert "'=" in text
        assert not any(cell.startswith(("=", '"=')) for line in text.splitlines() for cell in line.split(","))
        response = admin_client.get(f"{ROOT}/{name}/?export=xlsx")
        book = load_workbook(BytesIO(b"".join(response.streaming_content)))
        assert all(cell.data_type != "f" for line in book.active.iter_rows() for cell in line)


def test_what_readers_said_is_read_by_those_who_keep_it(client: Client) -> None:
    mine, other = resource("Un guide"), french(ResourcePage, slug="documents-pcti")
    Opinion.objects.create(resource=mine, kind=Opinion.Kind.ERROR, text="=HYPERLINK(1)", given_at=NOW)
    Opinion.objects.create(resource=other, kind=Opinion.Kind.USEFUL, text="Le modèle.", given_at=NOW)
    keeper = editor("gardienne", below=library())
    client.force_login(keeper)
    page = shown(client, "avis/")
    assert "Un guide" in page and "erreur signalée" in page and "Le modèle." in page
    assert "Le modèle." not in shown(client, "avis/?kind=erreur")
    assert "'=HYPERLINK" in csv(client, "avis")  # a spreadsheet must not run it
