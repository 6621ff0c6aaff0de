"""Each action of the table, tried on real addresses as a browser or a forger would: whether it was done."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Workflow

from accounts.models import User
from cms.models import BinEntry, Difficulty, GlossaryTerm, HomePage
from events.models import EventIndexPage, EventPage
from events.registration import desks
from network.models import Organisation, ProjectIndexPage, ProjectPage
from resources.models import LibraryImport, ResourceIndexPage, ResourcePage
from tests.events.factories import NOW
from tests.support.admin_forms import form_of
from tests.support.french import french

from .people import Belongings, signed_in

Action = Callable[[Client, Belongings], bool]
ACTIONS: dict[str, Action] = {}
PROJECT_STREAMS = dict.fromkeys(
    ("context", "stakes", "objectives", "innovation", "cooperation", "principles", "pathway", "phases"), 0
)
EVENT_STREAMS = {"accessibility": 0, "programme": 0}


def action(name: str) -> Callable[[Action], Action]:
    def register(tried: Action) -> Action:
        ACTIONS[name] = tried
        return tried

    return register


def boss() -> Client:
    """Somebody whose page gives what a forger sends."""
    known = User.objects.filter(username="tout").first()
    return signed_in(known or User.objects.create_superuser("tout"))


def opens(client: Client, address: str) -> bool:
    return client.get(address).status_code == 200


def page_address(name: str, page: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk])


def record_address(name: str, organisation: Organisation) -> str:
    return reverse(f"wagtailsnippets_network_organisation:{name}", args=[organisation.pk])


def _sent(client: Client, address: str, form_id: str | None, act: str, **said: Any) -> None:
    """The page opens to who may, and what a forger sends is judged all the same."""
    streams = {name: value for name, value in said.items() if name in PROJECT_STREAMS | EVENT_STREAMS}
    fields = {name: value for name, value in said.items() if name not in streams}
    data = form_of(boss(), address, form_id, **streams) | fields
    answer = client.post(address, data | ({act: "1"} if act else {}))
    assert answer.status_code in (200, 302, 403), answer.status_code


def _page_changed(client: Client, page: Page, act: str = "", **said: Any) -> bool:
    before = page.get_latest_revision()
    _sent(client, page_address("edit", page), "page-edit-form", act, title="Un titre changé", **said)
    after = Page.objects.get(pk=page.pk)
    changed = after.get_latest_revision() != before
    assert changed == (after.draft_title == "Un titre changé")
    return changed


def _page_added(client: Client, model: Any, section: Page, what: Belongings, **said: Any) -> bool:
    before = model.objects.count()
    address = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, section.pk])
    _sent(client, address, "page-edit-form", "", title="Un nouveau titre", slug=f"nouveau-{what.territory.pk}", **said)
    return bool(model.objects.count() > before)


def _record_changed(client: Client, organisation: Organisation, act: str = "") -> bool:
    before = Organisation.objects.get(pk=organisation.pk).latest_revision_id
    _sent(client, record_address("edit", organisation), "w-editor-form", act, name="Un nom changé")
    return Organisation.objects.get(pk=organisation.pk).latest_revision_id != before


@action("modifier la fiche d’une organisation")
def change_organisation(client: Client, what: Belongings) -> bool:
    return _record_changed(client, what.organisation) and opens(client, record_address("edit", what.organisation))


@action("envoyer une organisation à la relecture")
def submit_organisation(client: Client, what: Belongings) -> bool:
    _record_changed(client, what.organisation, "action-submit")
    return bool(Organisation.objects.get(pk=what.organisation.pk).workflow_in_progress)


@action("publier une organisation")
def publish_organisation(client: Client, what: Belongings) -> bool:
    _record_changed(client, what.organisation, "action-publish")
    return Organisation.objects.get(pk=what.organisation.pk).name == "Un nom changé"


@action("dépublier une organisation")
def unpublish_organisation(client: Client, what: Belongings) -> bool:
    client.post(record_address("unpublish", what.organisation))
    return not Organisation.objects.get(pk=what.organisation.pk).live


@action("ajouter une organisation")
def add_organisation(client: Client, what: Belongings) -> bool:
    before = Organisation.objects.count()
    address = reverse("wagtailsnippets_network_organisation:add")
    place = what.territory.pk
    said = {"name": "Une nouvelle", "slug": f"nouvelle-{place}", "kind": "association", "territory": place}
    _sent(client, address, "w-editor-form", "", **said)
    return Organisation.objects.count() > before


@action("supprimer une organisation")
def delete_organisation(client: Client, what: Belongings) -> bool:
    ResourcePage.objects.filter(publisher=what.organisation).update(publisher=None)
    client.post(record_address("delete", what.organisation))
    return not Organisation.objects.filter(pk=what.organisation.pk).exists()


@action("lire l’historique d’une organisation")
def organisation_history(client: Client, what: Belongings) -> bool:
    return opens(client, record_address("history", what.organisation))


@action("suivre la fiche d’une organisation")
def follow_organisation(client: Client, what: Belongings) -> bool:
    return opens(client, reverse("network_follow_up:record", args=[what.organisation.pk]))


@action("importer des organisations")
def import_organisations(client: Client, what: Belongings) -> bool:
    return opens(client, reverse("imports:index"))


@action("fusionner des doublons")
def merge(client: Client, what: Belongings) -> bool:
    return opens(client, reverse("network_duplicates:listing"))


@action("modifier une ressource")
def change_resource(client: Client, what: Belongings) -> bool:
    return _page_changed(client, what.resource) and opens(client, page_address("edit", what.resource))


@action("ajouter une ressource")
def add_resource(client: Client, what: Belongings) -> bool:
    about = {"kind": "guide", "publisher": what.organisation.pk, "territories": str(what.territory)}
    return _page_added(client, ResourcePage, french(ResourceIndexPage), what, **about)


@action("envoyer une ressource à la relecture")
def submit_resource(client: Client, what: Belongings) -> bool:
    _page_changed(client, what.draft, "action-submit")
    return bool(ResourcePage.objects.get(pk=what.draft.pk).workflow_in_progress)


@action("publier une ressource")
def publish_resource(client: Client, what: Belongings) -> bool:
    _page_changed(client, what.draft, "action-publish")
    return ResourcePage.objects.get(pk=what.draft.pk).live


@action("dépublier une ressource")
def unpublish_resource(client: Client, what: Belongings) -> bool:
    client.post(page_address("unpublish", what.resource))
    return not ResourcePage.objects.get(pk=what.resource.pk).live


@action("supprimer un brouillon de ressource")
def delete_draft(client: Client, what: Belongings) -> bool:
    client.post(page_address("delete", what.draft), {"leads": "nulle-part"})
    return BinEntry.objects.filter(page=what.draft.pk).exists()


@action("supprimer une ressource publiée")
def delete_resource(client: Client, what: Belongings) -> bool:
    client.post(page_address("delete", what.resource), {"leads": "nulle-part"})
    return BinEntry.objects.filter(page=what.resource.pk).exists()


@action("lire l’historique d’une ressource")
def resource_history(client: Client, what: Belongings) -> bool:
    return opens(client, page_address("history", what.resource))


@action("importer une bibliographie")
def import_library(client: Client, what: Belongings) -> bool:
    before = LibraryImport.objects.count()
    client.post(reverse("library_imports:upload"), {"file": SimpleUploadedFile("b.ris", b"TY  - BOOK\nER  - \n")})
    return LibraryImport.objects.count() > before


@action("modifier un fichier")
def change_file(client: Client, what: Belongings) -> bool:
    address = reverse("wagtaildocs:edit", args=[what.file.pk])
    data = {"title": "Un titre changé", "collection": what.file.collection_id, "accessibility": ""}
    client.post(address, data)
    what.file.refresh_from_db()
    return what.file.title == "Un titre changé" and opens(client, address)


@action("modifier un projet")
def change_project(client: Client, what: Belongings) -> bool:
    return _page_changed(client, what.project, **PROJECT_STREAMS)


@action("ajouter un projet")
def add_project(client: Client, what: Belongings) -> bool:
    link = {
        "territory_links-TOTAL_FORMS": 1,
        "territory_links-0-territory": what.territory.pk,
        "territory_links-0-reach": "active",
        "territory_links-0-note": "",
        "territory_links-0-ORDER": 1,
        "territory_links-0-DELETE": "",
        "territory_links-0-id": "",
    }
    return _page_added(client, ProjectPage, french(ProjectIndexPage), what, **PROJECT_STREAMS, **link)


@action("publier un projet")
def publish_project(client: Client, what: Belongings) -> bool:
    _page_changed(client, what.project, "action-publish", **PROJECT_STREAMS)
    return ProjectPage.objects.get(pk=what.project.pk).title == "Un titre changé"


@action("modifier un événement")
def change_event(client: Client, what: Belongings) -> bool:
    return _page_changed(client, what.event, **EVENT_STREAMS)


@action("ajouter un événement")
def add_event(client: Client, what: Belongings) -> bool:
    about = {"kind": "colloque", "place": what.territory.pk}
    return _page_added(client, EventPage, french(EventIndexPage), what, **about, **EVENT_STREAMS)


@action("publier un événement")
def publish_event(client: Client, what: Belongings) -> bool:
    _page_changed(client, what.event, "action-publish", mode="a-distance", **EVENT_STREAMS)
    return EventPage.objects.get(pk=what.event.pk).title == "Un titre changé"


@action("importer un calendrier")
def import_calendar(client: Client, what: Belongings) -> bool:
    return opens(client, reverse("event_organising:importing"))


@action("organiser les inscriptions")
def organise(client: Client, what: Belongings) -> bool:
    desk = desks.create(what.event, opens_at=NOW, capacity=3)
    return opens(client, reverse("event_organising:people", args=[desk.pk]))


@action("lire les aménagements demandés")
def read_needs(client: Client, what: Belongings) -> bool:
    desk = desks.create(what.event, opens_at=NOW, capacity=3)
    return opens(client, reverse("event_organising:needs", args=[desk.pk]))


@action("approuver ce qui attend une relecture")
def approve(client: Client, what: Belongings) -> bool:
    what.draft.save_revision()
    Workflow.objects.get().start(what.draft, None)
    state = what.draft.current_workflow_task_state
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[what.draft.pk, "approve", state.pk]))
    return ResourcePage.objects.get(pk=what.draft.pk).live


@action("modifier l’accueil et les pages libres")
def change_free_pages(client: Client, what: Belongings) -> bool:
    contact = Page.objects.filter(content_type__model="contentpage").order_by("path").first()
    return all(opens(client, page_address("edit", page)) for page in (french(HomePage), contact))


@action("modifier le glossaire et les thèmes")
def change_words(client: Client, what: Belongings) -> bool:
    term = GlossaryTerm.objects.first()
    return opens(client, reverse("wagtailsnippets_cms_glossaryterm:edit", args=[term.pk])) and opens(
        client, reverse("wagtailsnippets_cms_theme:list")
    )


@action("modifier un territoire")
def change_territory(client: Client, what: Belongings) -> bool:
    return opens(client, reverse("wagtailsnippets_network_territory:edit", args=[what.territory.pk]))


@action("modifier la déclaration d’accessibilité")
def change_declaration(client: Client, what: Belongings) -> bool:
    return opens(client, page_address("edit", french(Page, content_type__model="accessibilitypage")))


@action("tenir les audits d’accessibilité")
def audit(client: Client, what: Belongings) -> bool:
    return opens(client, reverse("accessibility_audits:add"))


@action("répondre aux difficultés signalées")
def answer_difficulty(client: Client, what: Belongings) -> bool:
    told = Difficulty.objects.create(text="Je n’arrive pas à ouvrir le guide.", told_at=NOW)
    return opens(client, reverse("accessibility_difficulties:one", args=[told.pk]))


@action("noter une relecture en français simple")
def record_reading(client: Client, what: Belongings) -> bool:
    simple = ProjectPage.objects.filter(locale__language_code="fr-simple", live=True).first()
    said = {"readers": "un groupe de lecture", "read_on": "2026-01-05"}
    return (
        client.post(reverse("easy_reading:version", args=[simple.pk]), said)
        .get("Location", "")
        .endswith(f"/{simple.pk}/")
    )


@action("gérer les comptes et les groupes")
def manage_accounts(client: Client, what: Belongings) -> bool:
    return opens(client, reverse("wagtailusers_users:add")) and opens(client, reverse("wagtailusers_groups:index"))


@action("confier des organisations et des territoires")
def entrust_things(client: Client, what: Belongings) -> bool:
    return opens(client, reverse("mandates:add"))
