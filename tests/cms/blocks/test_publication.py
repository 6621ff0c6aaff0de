"""A page is not published without the words that say what its blocks show; a draft keeps everything."""

import gc
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask
from wagtail.test.utils.form_data import streamfield

from cms.models import ContentPage, SiteImage
from cms.publication import Incomplete

from .composing import Blocks, drafted, send, text, told

# Wagtail leaves open a file of its own when it makes a thumbnail for the form.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def image(db: None) -> Iterator[SiteImage]:
    yield SiteImage.objects.create(title="Atelier", file=get_test_image_file())
    gc.collect()


def figure(image: SiteImage, **more: str) -> Blocks:
    return [("figure", {"image": image.pk, "alternative": "", "caption": "Un atelier", **more})]


TABLE: dict[str, Any] = {"caption": "Stages", "headers": "ligne", "text": "Année\tStages\n2020\t12"}
VIDEO: dict[str, Any] = {
    "title": "Un stage",
    "url": "https://videos.example/1",
    "duration": "",
    "captions": "oui",
    "transcript": text("<p>Camille parle.</p>"),
}
FIGURE_ITEM: dict[str, Any] = {
    "value": "80",
    "unit": "",
    "label": "entreprises",
    "source": "Bilan",
    "source_url": "",
    "source_date": "2023",
}
QUOTE: dict[str, Any] = {
    "text": "Le temps compte.",
    "name": "Camille",
    "role": "",
    "organisation": "",
    "consent_on": "2024-03-01",
    "source": "",
}


def figures(**more: Any) -> Blocks:
    items = [("item", FIGURE_ITEM | more)]
    return [("figures", {"title": "En chiffres", "figures": streamfield(items)})]


INCOMPLETE: dict[str, tuple[Callable[[], Blocks], str]] = {
    "a table without its title": (lambda: [("table", TABLE | {"caption": ""})], "Champ requis"),
    "a table that does not say where its titles are": (lambda: [("table", TABLE | {"headers": ""})], "Champ requis"),
    "a table with an empty title": (
        lambda: [("table", TABLE | {"text": "Année\tStages\t\n2020\t12\t3"})],
        "un titre de ligne ou de colonne est vide",
    ),
    "a table of one line": (lambda: [("table", TABLE | {"text": "Année"})], "au moins deux lignes"),
    "a video without its transcript": (
        lambda: [("video", VIDEO | {"transcript": text("")})],
        "Vidéo (bloc 1) – Vidéo : écrivez sa transcription",
    ),
    "a number without its source": (lambda: figures(source=""), "Champ requis"),
    "a number without the date of its source": (lambda: figures(source_date=""), "Champ requis"),
    "words that nobody agreed to publish": (
        lambda: [("quote", QUOTE | {"consent_on": ""})],
        "dites quel jour la personne a accepté",
    ),
    "a button that leads nowhere": (
        lambda: [("button", {"label": "S’inscrire", "page": "", "url": ""})],
        "choisissez une page du portail",
    ),
}


def test_an_image_needs_its_words_or_to_be_called_decorative(
    editor: Client, page: ContentPage, image: SiteImage
) -> None:
    refused = send(editor, page, figure(image), **{"action-publish": "1"})
    assert refused.status_code == 200
    assert "Image : écrivez son texte de remplacement" in told(refused)
    assert not ContentPage.objects.get(pk=page.pk).body

    assert send(editor, page, figure(image)).status_code == 302
    assert drafted(page)[0]["value"]["caption"] == "Un atelier"
    assert not ContentPage.objects.get(pk=page.pk).body

    both = send(editor, page, figure(image, alternative="Deux personnes", decorative="on"), **{"action-publish": "1"})
    assert "décorative, et pourtant un texte" in told(both)

    for words in ({"alternative": "Deux personnes"}, {"decorative": "on"}):
        assert send(editor, page, figure(image, **words), **{"action-publish": "1"}).status_code == 302
        assert ContentPage.objects.get(pk=page.pk).body[0].value["image"] == image


@pytest.mark.parametrize("what", INCOMPLETE)
def test_what_is_incomplete_is_refused_at_publication_and_kept_in_a_draft(
    editor: Client, page: ContentPage, what: str
) -> None:
    make, sentence = INCOMPLETE[what]
    for action in ({"action-publish": "1"}, {"action-submit": "1"}):
        refused = send(editor, page, make(), **action)
        assert refused.status_code == 200, action
        assert sentence in told(refused)
    later = (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%d %H:%M")
    assert send(editor, page, make(), go_live_at=later, **{"action-publish": "1"}).status_code == 200
    assert not page.revisions.exists()

    assert send(editor, page, make()).status_code == 302
    assert len(drafted(page)) == 1
    assert not ContentPage.objects.get(pk=page.pk).body


@pytest.mark.parametrize(
    "blocks",
    [
        lambda: [("table", TABLE)],
        lambda: [("video", VIDEO)],
        figures,
        lambda: [("quote", QUOTE)],
        lambda: [("quote", QUOTE | {"consent_on": "", "source": "Bilan 2023"})],
        lambda: [("button", {"label": "Lire", "page": "", "url": "https://passerelles.example/"})],
    ],
)
def test_what_is_complete_is_published(editor: Client, page: ContentPage, blocks: Callable[[], Blocks]) -> None:
    answer = send(editor, page, blocks(), **{"action-publish": "1"})
    assert answer.status_code == 302
    assert len(ContentPage.objects.get(pk=page.pk).body) == 1


def test_a_leave_given_tomorrow_is_refused_even_in_a_draft(editor: Client, page: ContentPage) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = send(editor, page, [("quote", QUOTE | {"consent_on": tomorrow})])
    assert "la date de l’accord est à venir" in told(answer)


@pytest.fixture
def draft(editor: Client, page: ContentPage, image: SiteImage) -> ContentPage:
    """A draft that holds an image without its words."""
    assert send(editor, page, [*figure(image), ("table", TABLE | {"caption": ""})]).status_code == 302
    return page


def test_publishing_several_pages_at_once_is_refused(editor: Client, draft: ContentPage) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={draft.pk}&next=/admin/"
    answer = editor.post(address, {"include_descendants": ""})
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert answer.status_code == 302
    assert answer["Location"] == f"{edit}#block-{drafted(draft)[0]['id']}-section"
    said = told(editor.get(edit))
    assert "« Une page » n’est pas publiée" in said
    assert "Image (bloc 1) – Image : écrivez son texte de remplacement" in said
    assert "Tableau (bloc 2) – Titre du tableau – " in said
    assert not ContentPage.objects.get(pk=draft.pk).body


def test_a_moderator_cannot_approve_what_became_incomplete(editor: Client, page: ContentPage, image: SiteImage) -> None:
    task = GroupApprovalTask.objects.create(name="Relecture")
    task.groups.add(Group.objects.create(name="Relecture"))
    workflow = Workflow.objects.create(name="Relecture")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})
    send(editor, page, figure(image, decorative="on"), **{"action-submit": "1"})
    send(editor, page, figure(image))  # while it is being read again
    page = ContentPage.objects.get(pk=page.pk)
    state = page.current_workflow_task_state
    assert state is not None
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    answer = editor.post(address, {"comment": ""})
    assert answer.status_code == 302
    assert "n’est pas publiée" in told(editor.get(answer["Location"].partition("#")[0]))
    page = ContentPage.objects.get(pk=page.pk)
    assert not page.body
    assert page.workflow_in_progress


def test_a_script_is_refused_too(draft: ContentPage) -> None:
    with pytest.raises(Incomplete) as refused:
        ContentPage.objects.get(pk=draft.pk).get_latest_revision().publish()
    assert isinstance(refused.value, ValidationError)
    assert len(refused.value.messages) == 2


def test_what_was_scheduled_is_published_on_its_day(page: Any, image: SiteImage) -> None:
    """What was accepted when it was scheduled does not stop every other publication of that hour."""
    page.body = [("figure", {"image": image, "alternative": "Deux personnes", "decorative": False, "caption": ""})]
    revision = page.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    image.delete()
    revision.publish()
    assert page.__class__.objects.get(pk=page.pk).live
