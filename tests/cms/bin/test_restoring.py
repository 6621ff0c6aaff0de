"""What comes back from the bin is what was there, where it was; or a sentence says why not, and nothing is lost."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision

from accounts.models import User
from cms.founding.roles import PUBLISHERS
from cms.models import BinEntry, BinnedPage, ContentPage, HomePage
from tests.support.groups import everywhere_editors

from .steps import Branch, InEnglish, delete, erase, listing, restore, words


def state(branch: Branch) -> list[tuple]:
    columns = ("pk", "path", "url_path", "slug", "live", "has_unpublished_changes", "live_revision", "latest_revision")
    numbers = [page.pk for page in branch.values()]
    return list(Page.objects.filter(pk__in=numbers).order_by("pk").values_list(*columns, "last_published_at"))


def test_all_is_as_it_was(admin: Client, branch: Branch, home: HomePage) -> None:
    home.add_child(instance=ContentPage(title="Ensuite", slug="ensuite"))
    branch["read"].title = "Fiche réécrite"
    branch["read"].save_revision()
    before = state(branch)
    order = list(home.get_children().values_list("slug", flat=True))
    delete(admin, branch["top"])
    assert "« Nos fiches » est restaurée." in words(restore(admin, branch["top"]))
    after = state(branch)
    assert [row[2:] for row in after] == [row[2:] for row in before]
    assert list(home.get_children().values_list("slug", flat=True)) == order
    reader = Client()
    assert reader.get("/nos-fiches/fiche-lue/").status_code == 200
    assert reader.get("/nos-fiches/fiche-en-cours/").status_code == 404
    assert not BinEntry.objects.exists() and not BinnedPage.objects.exists() and not Redirect.objects.exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_restored_twice(admin: Client, branch: Branch) -> None:
    delete(admin, branch["top"])
    restore(admin, branch["top"])
    assert "n’est plus à la corbeille" in words(restore(admin, branch["top"]))
    assert Page.objects.filter(title="Nos fiches").count() == 1


def test_the_former_parent_was_erased(admin: Client, branch: Branch, home: HomePage) -> None:
    delete(admin, branch["read"])
    delete(admin, branch["top"])
    assert "« Nos fiches », à la corbeille aussi" in listing(admin)
    form = reverse("cms_bin:restore", args=[branch["read"].pk])
    assert "« Nos fiches » est aussi à la corbeille" in words(admin.get(form))
    refused = restore(admin, branch["read"])
    assert refused.status_code == 422
    assert BinEntry.objects.count() == 2
    erase(admin, branch["top"])
    assert "La page qui la contenait a été effacée" in words(admin.get(form))
    restore(admin, branch["read"], place=home.pk)
    assert Client().get("/fiche-lue/").status_code == 200
    # Where it was, readers are led to where it is.
    assert Client().get("/nos-fiches/fiche-lue/")["Location"].endswith("/fiche-lue/")


def test_the_address_was_taken_meanwhile(admin: Client, branch: Branch, home: HomePage) -> None:
    page = branch["top"]
    delete(admin, page)
    home.add_child(instance=ContentPage(title="Autre", slug="nos-fiches"))
    assert "prise" in words(admin.get(reverse("cms_bin:restore", args=[page.pk])))
    refused = restore(admin, page)
    assert refused.status_code == 422 and "une autre page s’y trouve maintenant" in words(refused)
    assert BinEntry.objects.get().page_id == page.pk
    restore(admin, page, slug="nos-anciennes-fiches")
    assert Client().get("/nos-anciennes-fiches/fiche-lue/").status_code == 200
    # The draft that is published next keeps the new address.
    ContentPage.objects.get(pk=page.pk).get_latest_revision().publish()
    assert Client().get("/nos-anciennes-fiches/").status_code == 200
    assert "Autre" in Client().get("/nos-fiches/").content.decode()


def test_bad_answers(admin: Client, branch: Branch, home: HomePage) -> None:
    delete(admin, branch["top"])
    site_map = home.get_children().get(slug="plan-du-site")
    for said in ({"place": ""}, {"place": "999999"}, {"place": branch["read"].pk}, {"slug": "pas/ça"}, {"slug": ""}):
        assert restore(admin, branch["top"], **said).status_code == 422, said
    refused = restore(admin, branch["top"], place=site_map.pk)
    assert refused.status_code == 422 and "n’a pas sa place sous « Plan du site »" in words(refused)
    assert BinEntry.objects.get().page_id == branch["top"].pk


def test_a_part_comes_back_alone_and_the_rest_stays(admin: Client, branch: Branch, home: HomePage) -> None:
    delete(admin, branch["top"])
    restore(admin, branch["read"], place=home.pk, slug="fiche-lue")
    assert Client().get("/fiche-lue/").status_code == 200
    assert Client().get("/nos-fiches/").status_code == 404
    restore(admin, branch["top"])
    assert Client().get("/nos-fiches/").status_code == 200
    assert Page.objects.get(pk=branch["draft"].pk).get_parent().pk == branch["top"].pk
    assert Page.find_problems() == ([], [], [], [], [])


def test_two_deletions_of_the_same_name(admin: Client, branch: Branch, home: HomePage) -> None:
    delete(admin, branch["top"])
    again = home.add_child(instance=ContentPage(title="Nos fiches", slug="nos-fiches"))
    delete(admin, again)
    restore(admin, again)
    assert restore(admin, branch["top"]).status_code == 422
    assert BinEntry.objects.count() == 1


def test_who_may_not_add_there(client: Client, admin: Client, branch: Branch) -> None:
    delete(admin, branch["top"])
    stranger = User.objects.create_user("autre")
    stranger.groups.create(name="Ailleurs").permissions.add(*Group.objects.get(name=PUBLISHERS).permissions.all())
    other = Client()
    other.force_login(stranger)
    assert "Nos fiches" not in listing(other)
    assert "pas les autorisations" in words(restore(other, branch["top"]))
    editor = User.objects.create_user("autrice")
    editor.groups.add(everywhere_editors())
    other.force_login(editor)
    assert "Supprimer définitivement" not in listing(other)
    refused = restore(other, branch["top"])
    assert refused.status_code == 422 and "Vous n’avez pas le droit" in words(refused)
    assert "pas les autorisations" in words(erase(other, branch["top"]))
    assert BinEntry.objects.get().page_id == branch["top"].pk


def test_what_was_to_be_published_later_still_is(admin: Client, branch: Branch) -> None:
    page, later = branch["draft"], timezone.now() + timedelta(days=1)
    page.go_live_at = later
    page.save_revision().publish()
    delete(admin, branch["top"])
    restore(admin, branch["top"])
    assert Revision.page_revisions.get(approved_go_live_at__isnull=False).approved_go_live_at == later


def test_each_language_comes_back_by_itself(
    admin: Client, branch: Branch, home: HomePage, in_english: InEnglish
) -> None:
    in_english(home)
    english = in_english(branch["top"])
    address = english.get_url()
    delete(admin, branch["top"], with_versions="on")
    assert Client().get(address).status_code != 200
    restore(admin, english)
    assert Client().get(address).status_code == 200
    assert not Page.objects.get(pk=branch["top"].pk).live


def test_erased_for_good_by_hand(admin: Client, branch: Branch) -> None:
    delete(admin, branch["top"])
    assert "3 pages sont effacées" in words(erase(admin, branch["top"]))
    assert not Page.objects.filter(pk__in=[page.pk for page in branch.values()]).exists()
    assert "ne sont plus à la corbeille" in words(admin.post(reverse("cms_bin:erase", args=[1]), follow=True))


def test_the_period_ends(admin: Client, branch: Branch, home: HomePage, capsys) -> None:
    old = home.add_child(instance=ContentPage(title="Vieille", slug="vieille"))
    delete(admin, old)
    BinEntry.objects.update(deleted_at=timezone.now() - timedelta(days=90, minutes=1))
    delete(admin, branch["top"])
    call_command("purge_bin", dry_run=True)
    assert "À effacer : 1 suppressions, 1 pages en tout." in capsys.readouterr().out
    assert BinEntry.objects.count() == 2
    call_command("purge_bin")
    assert "Effacé : 1 suppressions, 1 pages en tout." in capsys.readouterr().out
    assert not Page.objects.filter(pk=old.pk).exists()
    assert BinEntry.objects.get().page_id == branch["top"].pk
