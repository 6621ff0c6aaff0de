"""What an English visitor reads and is written: the interface in English, French passages said to be French."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone, translation

from cms.accessibility import difficulties, writing
from cms.models import Difficulty
from events.models import EventPage
from mail.models import Message
from tests.support import messages
from tests.support.french import french
from tests.support.public_pages import PUBLIC_PAGES

pytestmark = pytest.mark.usefixtures("founding")
PAGES = {name: f"/en{path}" for name, path in PUBLIC_PAGES.items() if "fr-simple" not in path}


def said(text: str) -> str:
    return " ".join(text.split())


FRENCH = {
    said(str(part))
    for message in messages.read()
    if message.id and message.string
    for part, english in zip(
        message.id if isinstance(message.id, tuple) else [message.id],
        message.string if isinstance(message.string, tuple) else [message.string],
        strict=True,
    )
    if "%" not in str(part) and len(str(part)) > 4 and said(str(part)).lower() != said(str(english)).lower()
}
# Words that are the same for other things, in names that are not translated or in English.
SHARED = {"Passerelles", "Contact", "Formation", "Jeunes", "Employeurs", "IMPro", "SAMSAH"}
# Names of columns and parameters, which programs read.
SHARED |= {"adresse", "genre", "niveau", "public", "publics", "sigle", "territoire", "thèmes", "réseaux"}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_no_message_of_a_page_is_left_in_french(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.html["lang"] == "en"
    for passage in page.find_all(lang=re.compile("^fr")) + page.find_all(["script", "style"]):
        passage.decompose()
    texts = {said(text) for text in page.stripped_strings}
    for name in ("aria-label", "title", "alt", "placeholder"):
        texts |= {said(str(tag[name])) for tag in page.select(f"[{name}]")}
    assert (texts & FRENCH) - SHARED == set()


def test_a_page_that_is_only_in_french_says_so(client: Client) -> None:
    event = french(EventPage, slug="colloque-echange-pratiques")
    EventPage.objects.get(translation_key=event.translation_key, locale__language_code="en").delete()
    answer = client.get("/en/agenda/colloque-echange-pratiques/")
    assert answer.status_code == 404
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.h1.get_text(strip=True) == "This page exists in French only"
    link = page.main.find("a", hreflang="fr")
    assert (link["href"], link["lang"], link.string) == ("/agenda/colloque-echange-pratiques/", "fr", event.title)
    assert "exists in French" not in client.get("/en/rien/").content.decode()


def test_the_directory_is_found_in_english_and_its_words_are_said_to_be_french(client: Client) -> None:
    page = BeautifulSoup(client.get("/en/recherche/?q=ars+normandie&type=organisation").content, "html.parser")
    link = page.main.find("a", href="/en/annuaire/ars-normandie/")
    assert link.find_parent(lang="fr")
    shown = BeautifulSoup(client.get(link["href"]).content, "html.parser")
    assert shown.find(class_="lead")["lang"] == "fr"
    assert "Contact details" in shown.get_text() or "About the organisation" in str(shown)


@pytest.mark.parametrize("path", ["/api/v1/organisations/", "/oai?verb=Identify", "/annuaire/export.csv"])
def test_what_programs_read_has_no_language(client: Client, path: str) -> None:
    answer = client.get(f"/en{path}")
    assert (answer.status_code, answer["Location"]) == (302, path)


@pytest.mark.parametrize(
    ("language", "subject"),
    [("en", "We have received your report"), ("fr", "Nous avons reçu votre signalement")],
)
def test_who_reports_in_a_language_is_answered_in_it(language: str, subject: str) -> None:
    with translation.override(language):
        difficulties.tell("Illisible", "", "camille@exemple.test", timezone.now())
    told = Difficulty.objects.get(email="camille@exemple.test")
    assert told.language == language
    with translation.override("fr"):
        assert writing.acknowledgement(told)["subject"] == subject
    assert Message.objects.filter(to="camille@exemple.test", subject=subject).exists()
