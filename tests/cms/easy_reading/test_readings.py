"""A reading holds for the text that people read, and for no other."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from cms.easy_reading.readings import holding, record
from network.models import ProjectPage

READERS = "cinq personnes accueillies en ESAT"


def state(client: Client, page: ProjectPage) -> str:
    shown = BeautifulSoup(client.get(page.url).content, "html.parser").find(class_="reading-state")
    return shown.get_text(" ", strip=True) if shown else ""


def publish(page: ProjectPage, summary: str) -> ProjectPage:
    page.summary = summary
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def test_a_version_nobody_has_read_says_so(client: Client, simple: ProjectPage) -> None:
    assert "Version simplifiée, en cours de relecture" in state(client, simple)
    assert "Facile à lire" not in state(client, simple)


def test_once_read_the_page_says_by_whom_and_when(client: Client, simple: ProjectPage) -> None:
    assert "en cours de relecture" in state(client, simple)
    day = timezone.localdate() - timedelta(days=3)
    record(simple, READERS, day, user=None)
    said = state(client, simple)
    assert "Facile à lire et à comprendre" in said
    assert READERS in said
    assert str(day.year) in said
    assert "en cours de relecture" not in said


def test_a_text_that_changes_is_to_be_read_again(client: Client, simple: ProjectPage) -> None:
    before = simple.summary
    record(simple, READERS, timezone.localdate(), user=None)
    changed = publish(simple, "Un autre texte, que personne n’a lu.")
    assert "en cours de relecture" in state(client, changed)
    back = publish(changed, before)
    assert "Facile à lire et à comprendre" in state(client, back), "the very text that was read"


def test_a_draft_that_was_read_is_said_to_be_once_published(client: Client, simple: ProjectPage) -> None:
    simple.summary = "Ce que les personnes ont relu."
    draft = simple.save_revision()
    record(ProjectPage.objects.get(pk=simple.pk), READERS, timezone.localdate(), user=None)
    assert "en cours de relecture" in state(client, simple)
    draft.publish()
    assert "Facile à lire et à comprendre" in state(client, simple)


def test_what_is_no_text_may_change(simple: ProjectPage) -> None:
    record(simple, READERS, timezone.localdate(), user=None)
    simple.capacity = 50
    simple.save_revision().publish()
    assert holding(ProjectPage.objects.get(pk=simple.pk)) is not None


@pytest.mark.parametrize(
    ("readers", "days"), [("", 0), (READERS, 1), ("x" * 201, 0)], ids=["nobody", "a day to come", "too long"]
)
def test_no_reading_of_nobody_nor_of_tomorrow(simple: ProjectPage, readers: str, days: int) -> None:
    with pytest.raises(ValidationError):
        record(simple, readers, timezone.localdate() + timedelta(days=days), user=None)
    assert holding(simple) is None
