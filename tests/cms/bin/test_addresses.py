"""What leads to a page is told before it is deleted, and its addresses may lead elsewhere."""

from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ReferenceIndex, Site

from cms.models import ContentPage, HomePage

from .steps import Branch, InEnglish, delete, erase, restore, words


def leads_to(address: str) -> str:
    answer = Client().get(address)
    return answer.get("Location", "") or str(answer.status_code)


def test_what_leads_there_is_told(admin: Client, branch: Branch, home: HomePage) -> None:
    text = f'<p>Voir <a linktype="page" id="{branch["read"].pk}">cette fiche</a>.</p>'
    page = home.add_child(instance=ContentPage(title="Mode d’emploi", slug="mode", body=[("text", text)]))
    ReferenceIndex.create_or_update_for_object(page)  # what the worker does
    form = admin.get(reverse("wagtailadmin_pages:delete", args=[branch["top"].pk]))
    assert "Mode d’emploi Page libre Fiche lue" in words(form)
    assert f"/admin/pages/{page.pk}/edit/" in form.content.decode()
    alone = words(admin.get(reverse("wagtailadmin_pages:delete", args=[branch["draft"].pk])))
    assert "Aucun autre texte, aucune fiche du portail n’y mène." in alone
    assert "Où mènent leurs adresses" not in alone


def test_to_the_page_above(admin: Client, branch: Branch) -> None:
    delete(admin, branch["top"], leads="parent")
    assert leads_to("/nos-fiches/") == "/"
    assert leads_to("/nos-fiches/fiche-lue/") == "/"
    assert leads_to("/nos-fiches/fiche-en-cours/") == "404"
    assert Client().get("/nos-fiches/").status_code == 302


def test_nowhere(admin: Client, branch: Branch) -> None:
    delete(admin, branch["top"])
    assert leads_to("/nos-fiches/") == "404" and not Redirect.objects.exists()


def test_to_a_chosen_page_and_back(admin: Client, branch: Branch, home: HomePage) -> None:
    target = home.add_child(instance=ContentPage(title="Nouvelles fiches", slug="nouvelles"))
    former = Redirect.objects.create(
        old_path="/tres-vieux", site=Site.objects.get(), redirect_page=branch["read"], redirect_link=""
    )
    for wrong in ("", "999999", branch["read"].pk, branch["draft"].pk):
        assert delete(admin, branch["top"], leads="page", target=wrong).status_code == 422, wrong
    delete(admin, branch["top"], leads="page", target=target.pk)
    for address in ("/nos-fiches/", "/nos-fiches/fiche-lue/", "/tres-vieux/"):
        assert leads_to(address) == "/nouvelles/", address
    restore(admin, branch["top"])
    assert leads_to("/nos-fiches/") == "200" and leads_to("/tres-vieux/") == "/nos-fiches/fiche-lue/"
    assert Redirect.objects.get() == former


def test_each_language_leads_to_its_own(admin: Client, branch: Branch, home: HomePage, in_english: InEnglish) -> None:
    target = home.add_child(instance=ContentPage(title="Nouvelles fiches", slug="nouvelles"))
    target.save_revision().publish()
    _home, english, new = (in_english(page) for page in (home, branch["top"], target))
    address = english.get_url()
    delete(admin, branch["top"], leads="page", target=target.pk, with_versions="on")
    assert leads_to("/nos-fiches/") == "/nouvelles/"
    assert Redirect.objects.get(old_path=address.rstrip("/")).link == new.get_url()


def test_what_is_erased_leads_there_for_good(admin: Client, branch: Branch) -> None:
    delete(admin, branch["top"], leads="parent")
    erase(admin, branch["top"])
    assert Client().get("/nos-fiches/").status_code == 301
    assert leads_to("/nos-fiches/fiche-lue/") == "/"


def test_what_somebody_wrote_in_redirects_stays(admin: Client, branch: Branch) -> None:
    said = Redirect.objects.create(old_path="/nos-fiches", redirect_link="https://exemple.test/")
    delete(admin, branch["top"], leads="parent")
    assert leads_to("/nos-fiches/") == "https://exemple.test/"
    restore(admin, branch["top"])
    assert Redirect.objects.get() == said
