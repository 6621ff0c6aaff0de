"""What becomes of rights when people and records move, and what is shown of what is not theirs."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import ModelLogEntry, Page, Workflow

from accounts.models import GroupReach, User
from cms.founding import roles
from network.models import Mandate, Organisation
from resources.models import ReadingListPage, ResourceIndexPage, ResourcePage
from tests.resources.factories import library
from tests.support.french import french

from .actions import boss, form_of, page_address, record_address
from .people import Belongings, belongings, entrust, person, signed_in

pytestmark = pytest.mark.usefixtures("founding")


@pytest.fixture
def here() -> Belongings:
    return belongings("d-ici")


@pytest.fixture
def elsewhere() -> Belongings:
    return belongings("d-ailleurs")


@pytest.fixture
def contributor(here: Belongings) -> User:
    user = person(roles.CONTRIBUTORS, name="contributrice")
    entrust(user, here.organisation)
    return user


@pytest.fixture
def editor(here: Belongings) -> User:
    user = person(roles.TERRITORIAL_EDITORS, name="editrice")
    entrust(user, territories=(here.territory,))
    return user


def may_edit(user: User, *pages: Page) -> list[bool]:
    return [signed_in(user).get(page_address("edit", page)).status_code == 200 for page in pages]


def text(user: User, address: str) -> str:
    answer = signed_in(user).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return " ".join(BeautifulSoup(answer.content, "html.parser").select_one("main").get_text(" ").split())


def test_lists_show_what_is_theirs(contributor: User, editor: User, here: Belongings, elsewhere: Belongings) -> None:
    library = reverse("wagtailadmin_explore", args=[french(ResourceIndexPage).pk])
    records = reverse("wagtailsnippets_network_organisation:list")
    reports = reverse("library_reports:notices")
    for user in (contributor, editor):
        for address, shown, hidden in (
            (library, "Guide d-ici", "Guide d-ailleurs"),
            (records, "Structure d-ici", "Structure d-ailleurs"),
            (reports, "Guide d-ici", "Guide d-ailleurs"),
        ):
            said = text(user, address)
            assert shown in said and hidden not in said, address
    assert "d-ailleurs" not in text(contributor, f"{records}?q=Structure")


def test_reports_tell_of_nothing_that_is_not_theirs(contributor: User, here: Belongings, elsewhere: Belongings) -> None:
    for what in (here, elsewhere):
        what.organisation.save_revision(log_action=True, user=boss() and User.objects.get(username="tout"))
        Workflow.objects.get().start(Organisation.objects.get(pk=what.organisation.pk), None)
    assert ModelLogEntry.objects.filter(object_id=str(elsewhere.organisation.pk)).exists()
    for name in ("site_history", "workflow", "workflow_tasks"):
        said = text(contributor, reverse(f"wagtailadmin_reports:{name}"))
        assert "d-ici" in said and "d-ailleurs" not in said, name


def test_choosing_an_organisation_shows_no_draft_of_others(
    contributor: User, here: Belongings, elsewhere: Belongings
) -> None:
    address = reverse("wagtailsnippetchoosers_network_organisation:choose_results")
    drafts = Organisation.objects.filter(pk__in=[here.organisation.pk, elsewhere.organisation.pk])

    def shown() -> bytes:
        client = signed_in(contributor)
        assert client.get(address, {"q": "Structure"}).status_code == 200
        return b"".join(client.get(address, {"p": page}).content for page in range(1, 8))

    assert b"Structure d-ailleurs" in shown()
    drafts.update(live=False)
    after = shown()
    assert b"Structure d-ailleurs" not in after and b"Structure d-ici" in after


def test_what_is_forged_gets_a_sentence(contributor: User, elsewhere: Belongings) -> None:
    client = signed_in(contributor)
    address = record_address("edit", elsewhere.organisation)
    data = form_of(boss(), address, "w-editor-form")
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200
    assert "Désolé" in answer.content.decode() or "permission" in answer.content.decode()
    for name in ("unpublish", "lock", "delete", "usage", "history"):
        assert client.post(record_address(name, elsewhere.organisation)).status_code in (302, 405), name
    action = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{action}?id={elsewhere.draft.pk}&next=/admin/")
    action = reverse("wagtail_bulk_action", args=["network", "organisation", "delete"])
    client.post(f"{action}?id={elsewhere.organisation.pk}&next=/admin/")
    assert Page.objects.filter(pk=elsewhere.draft.pk).exists()
    assert Organisation.objects.get(pk=elsewhere.organisation.pk).live


def test_one_does_not_give_away_what_is_theirs(
    contributor: User, editor: User, here: Belongings, elsewhere: Belongings
) -> None:
    for user, said, sentence in (
        (contributor, {"publisher": elsewhere.organisation.pk}, "Choisissez une organisation qui vous est confiée"),
        (editor, {"territories": str(elsewhere.territory)}, "Gardez au moins l’un des territoires"),
    ):
        client = signed_in(user)
        data = form_of(client, page_address("edit", here.resource), "page-edit-form") | said
        before = here.resource.get_latest_revision()
        answer = client.post(page_address("edit", here.resource), data)
        assert answer.status_code == 200 and sentence in answer.content.decode()
        assert ResourcePage.objects.get(pk=here.resource.pk).get_latest_revision() == before


def test_a_page_that_leaves_the_territory_leaves_its_editor(
    editor: User, here: Belongings, elsewhere: Belongings
) -> None:
    assert may_edit(editor, here.resource) == [True]
    page = ResourcePage.objects.get(pk=here.resource.pk)
    page.territories = [elsewhere.territory]
    page.save_revision().publish()
    assert may_edit(editor, here.resource) == [False]


def test_who_loses_a_territory_loses_their_drafts_and_what_they_sent_still_waits(
    editor: User, here: Belongings
) -> None:
    draft = here.draft
    ResourcePage.objects.filter(pk=draft.pk).update(owner=editor)
    draft.save_revision()
    Workflow.objects.get().start(draft, editor)
    Mandate.objects.get(user=editor).territories.through.objects.all().delete()
    assert may_edit(editor, draft) == [False]
    publisher = person(roles.PUBLISHERS, name="publicatrice")
    assert ResourcePage.objects.get(pk=draft.pk).workflow_in_progress
    assert may_edit(publisher, draft) == [True]


def test_a_person_of_two_organisations_works_for_both(
    contributor: User, here: Belongings, elsewhere: Belongings
) -> None:
    assert may_edit(contributor, here.resource, elsewhere.resource) == [True, False]
    entrust(contributor, elsewhere.organisation)
    assert may_edit(contributor, here.resource, elsewhere.resource) == [True, True]


def test_a_person_of_no_organisation_opens_nothing_and_sees_no_way_in(here: Belongings) -> None:
    nobody = person(roles.CONTRIBUTORS, name="nouvelle")
    home = signed_in(nobody).get(reverse("wagtailadmin_home"))
    assert home.status_code == 200
    assert reverse("wagtailsnippets_network_organisation:list") not in home.content.decode()
    assert may_edit(nobody, here.resource) == [False]
    section = french(ResourceIndexPage)
    address = reverse("wagtailadmin_pages:add", args=["resources", "resourcepage", section.pk])
    assert signed_in(nobody).get(address).status_code == 302


def test_a_reading_list_is_its_authors(contributor: User, editor: User) -> None:
    shelf = ReadingListPage(title="Un dossier", slug="un-dossier", live=False, owner=contributor)
    made = library().add_child(instance=shelf)
    assert may_edit(contributor, made) == [True] and may_edit(editor, made) == [False]


def test_what_lies_under_a_territory_is_in_it_and_what_is_around_is_not(
    editor: User, here: Belongings, elsewhere: Belongings
) -> None:
    elsewhere.territory.parent, elsewhere.territory.kind = here.territory, "commune"
    elsewhere.territory.save()
    assert may_edit(editor, elsewhere.resource, elsewhere.project, elsewhere.event) == [True, True, True]
    neighbour = person(roles.TERRITORIAL_EDITORS, name="voisin")
    entrust(neighbour, territories=(elsewhere.territory,))
    assert may_edit(neighbour, here.resource, here.project, here.event) == [False, False, False]


def test_a_network_may_let_its_editors_publish_what_is_theirs(
    editor: User, here: Belongings, elsewhere: Belongings
) -> None:
    group = Group.objects.get(name=roles.TERRITORIAL_EDITORS)
    assert roles.grant_permissions(roles.TERRITORIAL_EDITORS, "network.publish_organisation") == 1
    assert GroupReach.objects.filter(group=group).exists()
    for what, published in ((here, True), (elsewhere, False)):
        address = record_address("edit", what.organisation)
        data = form_of(boss(), address, "w-editor-form") | {"description": "Nouveau", "action-publish": "1"}
        signed_in(editor).post(address, data)
        assert (Organisation.objects.get(pk=what.organisation.pk).description == "Nouveau") == published
    assert signed_in(editor).get(reverse("imports:index")).status_code == 302, "an import touches every record"


def test_two_roles_add_up(editor: User, here: Belongings, elsewhere: Belongings) -> None:
    assert may_edit(editor, elsewhere.event) == [False]
    editor.groups.add(Group.objects.get(name=roles.ORGANISERS))
    assert may_edit(editor, elsewhere.event, here.project, elsewhere.project) == [True, True, False]


def test_a_reach_that_nothing_declares_any_more_reaches_nothing(contributor: User, here: Belongings) -> None:
    GroupReach.objects.update(reach="lieux")
    assert may_edit(contributor, here.resource) == [False]
    GroupReach.objects.all().delete()
    assert may_edit(contributor, here.resource) == [True]


def test_the_reach_of_a_role_is_chosen_on_its_group(here: Belongings, elsewhere: Belongings, editor: User) -> None:
    group = Group.objects.get(name=roles.TERRITORIAL_EDITORS)
    address = reverse("wagtailusers_groups:edit", args=[group.pk])
    data = form_of(boss(), address, "w-editor-form")
    assert data["reach-reach"] == "territories"
    assert boss().post(address, data | {"reach-reach": "ailleurs"}).status_code == 200
    assert boss().post(address, data | {"reach-reach": ""}).status_code == 302
    assert not GroupReach.objects.filter(group=group).exists()
    assert may_edit(editor, elsewhere.resource) == [True]


def test_somebody_is_entrusted_with_things_beside_their_account(here: Belongings) -> None:
    user = person(roles.CONTRIBUTORS, roles.TERRITORIAL_EDITORS, name="nouvelle")
    assert f"{reverse('mandates:add')}?personne={user.pk}" in text_of_users()
    address = f"{reverse('mandates:add')}?personne={user.pk}"
    data = form_of(boss(), address, "w-editor-form")
    assert data["user"] == str(user.pk)
    said = {
        "organisation_links-TOTAL_FORMS": 1,
        "organisation_links-0-organisation": here.organisation.pk,
        "organisation_links-0-id": "",
        "organisation_links-0-DELETE": "",
        "territories": str(here.territory),
    }
    assert boss().post(address, data | said).status_code == 302
    assert may_edit(user, here.resource, here.project) == [True, True]


def text_of_users() -> str:
    return str(boss().get(reverse("wagtailusers_users:index")).content.decode())
