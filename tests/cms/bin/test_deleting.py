"""Deleting a page in the admin: it leaves the portal whole, and nothing of it is lost."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision, Site, WorkflowState

from accounts.models import User
from cms.bin.place import ROOT_PATH
from cms.models import BinEntry, HomePage
from editions import memory
from search.models import OutboxEntry
from tests.support.groups import everywhere_editors

from .steps import Branch, InEnglish, delete, listing, restore, words


def test_nothing_is_erased_and_nothing_is_public_any_more(client: Client, admin: Client, branch: Branch) -> None:
    reader = Client()
    assert reader.get("/nos-fiches/fiche-lue/").status_code == 200
    numbers = {page.pk for page in branch.values()}
    versions = set(Revision.page_revisions.filter(object_id__in=map(str, numbers)).values_list("pk", flat=True))
    assert "3 pages sont à la corbeille" in words(delete(admin, branch["top"]))
    assert set(Page.objects.filter(path__startswith=ROOT_PATH, depth__gt=1).values_list("pk", flat=True)) == numbers
    assert not Page.objects.filter(pk__in=numbers, live=True).exists()
    kept = Revision.page_revisions.filter(object_id__in=map(str, numbers))
    assert set(kept.values_list("pk", flat=True)) == versions
    for address in ("/nos-fiches/", "/nos-fiches/fiche-lue/"):
        assert reader.get(address).status_code == 404
    for address in ("/plan-du-site/", "/sitemap.xml", "/"):
        assert "fiche" not in reader.get(address).content.decode().lower(), address


@pytest.mark.usefixtures("branch")
def test_search_and_what_is_remembered_are_told(admin: Client, branch: Branch) -> None:
    OutboxEntry.objects.all().delete()
    edition = memory.current()
    delete(admin, branch["top"])
    assert memory.current() != edition
    told = set(OutboxEntry.objects.values_list("object_key", flat=True))
    assert {f"cms.contentpage:{page.pk}" for page in branch.values()} <= told


def test_a_superuser_meets_it_in_the_bin_alone(client: Client, branch: Branch) -> None:
    client.force_login(User.objects.create_superuser("administratrice"))
    delete(client, branch["top"])
    here = {
        "explorer": reverse("wagtailadmin_explore_root"),
        "explorer, searching": reverse("wagtailadmin_explore_root") + "?q=fiche&search_all=1",
        "search": reverse("wagtailadmin_pages:search") + "?q=fiche",
        "chooser": reverse("wagtailadmin_choose_page_search") + "?q=fiche",
        "aging": reverse("wagtailadmin_reports:aging_pages"),
        "scripts": "/admin/api/main/pages/?search=fiche",
        "summary": reverse("wagtailadmin_home"),
    }
    for name, address in here.items():
        answer = client.get(address)
        assert answer.status_code == 200, name
        assert "fiche lue" not in answer.content.decode().lower(), name
    assert "Nos fiches" in listing(client)
    for page in branch.values():
        assert "pas les autorisations" in words(
            client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]), follow=True)
        )


def test_the_bin_says_what_where_who_and_until_when(admin: Client, branch: Branch) -> None:
    delete(admin, branch["top"])
    told = listing(admin)
    for fact in ("Nos fiches", "Page libre", "et 2 pages dessous", "Accueil", "par Camille", "Restaurer"):
        assert fact in told


def test_what_is_in_review_is_not_asked_any_more(admin: Client, branch: Branch, moderator: User) -> None:
    page = branch["draft"]
    page.get_workflow().start(page, moderator)
    delete(admin, branch["top"])
    assert not WorkflowState.objects.active().exists()
    assert page.get_latest_revision()


def test_nothing_is_published_by_the_clock_from_the_bin(
    admin: Client, branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = branch["draft"]
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    delete(admin, branch["top"])
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    call_command("publish_scheduled")
    assert not Page.objects.get(pk=page.pk).live


def test_the_home_page_stays(client: Client, home: HomePage) -> None:
    client.force_login(User.objects.create_superuser("administratrice"))
    assert "C’est l’accueil du portail" in words(delete(client, home))
    assert Site.objects.get().root_page_id == home.pk and not BinEntry.objects.exists()


def test_a_locked_page_stays_and_so_does_what_is_above_it(
    admin: Client, branch: Branch, moderator: User, home: HomePage
) -> None:
    branch["read"].locked, branch["read"].locked_by = True, moderator
    branch["read"].save()
    for page, why in ((branch["read"], "Cette page est verrouillée"), (branch["top"], "« Fiche lue »")):
        assert not page.permissions_for_user(moderator).can_delete()
        assert why in words(delete(admin, page))
    assert not BinEntry.objects.exists()
    buttons = words(admin.get(reverse("wagtailadmin_explore", args=[home.pk])))
    assert "Nos fiches" in buttons
    together = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    chosen = f"{together}?id={branch['top'].pk}&id={branch['draft'].pk}"
    assert "verrouillée" in words(admin.get(chosen))
    admin.post(chosen, {"leads": "nulle-part"})
    assert [entry.page_id for entry in BinEntry.objects.all()] == [branch["draft"].pk]
    client = Client()
    client.force_login(User.objects.create_superuser("administratrice"))
    assert client.post(f"/admin/api/main/pages/{branch['top'].pk}/action/delete/").status_code == 403
    assert Page.objects.filter(pk=branch["top"].pk, live=True).exists()


def test_scripts_of_wagtail_put_in_the_bin_too(client: Client, branch: Branch) -> None:
    client.force_login(User.objects.create_superuser("administratrice"))
    assert client.post(f"/admin/api/main/pages/{branch['top'].pk}/action/delete/").status_code == 204
    assert BinEntry.objects.get().page_id == branch["top"].pk


def test_pages_chosen_together_go_once(admin: Client, branch: Branch) -> None:
    together = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    chosen = f"{together}?" + "&".join(f"id={page.pk}" for page in branch.values())
    assert "3 pages sortent du portail" in words(admin.get(chosen))
    admin.post(chosen, {"leads": "nulle-part"})
    assert BinEntry.objects.get().page_id == branch["top"].pk


def test_who_may_not_is_told(client: Client, branch: Branch) -> None:
    editor = User.objects.create_user("autrice")
    editor.groups.add(everywhere_editors())
    client.force_login(editor)
    assert "Vous n’avez pas le droit de supprimer cette page" in words(delete(client, branch["top"]))
    assert not BinEntry.objects.exists()


def test_deleted_twice(admin: Client, branch: Branch) -> None:
    delete(admin, branch["top"])
    assert "déjà à la corbeille" in words(delete(admin, branch["top"]))
    assert "déjà à la corbeille" in words(delete(admin, branch["read"]))
    assert BinEntry.objects.count() == 1


def test_other_languages_go_with_it_or_stay(admin: Client, branch: Branch, in_english: InEnglish) -> None:
    english = in_english(branch["top"])
    form = words(admin.get(reverse("wagtailadmin_pages:delete", args=[branch["top"].pk])))
    assert "Supprimer aussi l’autre version (anglais)" in form
    delete(admin, branch["top"])
    assert Page.objects.get(pk=english.pk).live
    restore(admin, branch["top"])
    delete(admin, branch["top"], with_versions="on")
    assert {entry.page_id for entry in BinEntry.objects.all()} == {branch["top"].pk, english.pk}
