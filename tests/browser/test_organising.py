"""The organiser's screens in the admin, on the running portal: with the keyboard alone, on a phone, and to axe."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.support.portal import ROOT, Portal, environment

from .conftest import sign_in
from .keyboard import assert_accessible, labelled, tab_to, type_in
from .measures import cut_off

# An event whose requests wait for an agreement, and people in every state that an organiser has to deal with.
PEOPLE = """
from datetime import timedelta
from django.utils import timezone
from events.models import EventPage, HalfDay, Needs, Question, Quota
from events.registration import booking, changing, desks
from events.registration.moving import Act
from tests.events.factories import asking, person, quota
now = timezone.now()
event = EventPage.objects.live().get(slug="bilan-expertises-partagees", locale__language_code="fr")
event.starts_at, event.ends_at = now + timedelta(days=60), now + timedelta(days=60, hours=8)
event.save_revision().publish()
desk = desks.create(event, opens_at=now - timedelta(days=1), capacity=2, moderated=True)
tutorat = quota(desk, Quota.Kind.WORKSHOP, 5, label="Tutorat")
quota(desk, Quota.Kind.WORKSHOP, 5, label="Emploi accompagné")
HalfDay.objects.create(desk=desk, starts_at=event.starts_at, ends_at=event.starts_at + timedelta(hours=3))
question = Question.objects.create(desk=desk, label="Vos attentes", purpose="Préparer les échanges.")
for name in ("Camille", "Alix", "Dominique", "Sacha"):
    said = {"organisation_name": "ESAT Les Essais", "job": "éducatrice", "answers": {question.pk: "Échanger."}}
    asked = person(name, places=frozenset({tutorat.pk}), **said)
    found = booking.book(desk.pk, asking(asked), now).registrations.get()
    if name != "Sacha":
        changing.approve(found.pk, Act(now))
camille = desk.registrations.get(given_name="Camille")
Needs.objects.create(registration=camille, accommodations=["lsf"], note="Devant.", said_at=now)
"""
DESK = "/admin/agenda/inscriptions/1/"
SCREENS = {
    "desks": "/admin/agenda/inscriptions/",
    "people": DESK,
    "people chosen": f"{DESK}?q=alix&etat=confirmee",
    "nobody": f"{DESK}?q=personne",
    "person": "/admin/agenda/inscriptions/personnes/4/",
    "change": "/admin/agenda/inscriptions/personnes/2/modifier/",
    "hand over": "/admin/agenda/inscriptions/personnes/2/ceder/",
    "register somebody": f"{DESK}inscrire/",
    "messages": f"{DESK}messages/",
    "letters": f"{DESK}lettres/",
    "letter": f"{DESK}lettres/confirmee/",
    "figures": f"{DESK}chiffres/",
    "settings": f"{DESK}reglages/",
    "needs": f"{DESK}amenagements/",
    "doors": f"{DESK}accueil/",
    "door": "/admin/agenda/inscriptions/demi-journees/1/",
    "import": "/admin/agenda/inscriptions/importer/",
}


@pytest.fixture(scope="module")
def organised(prepared_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    folder = tmp_path_factory.mktemp("organised")
    var = shutil.copytree(prepared_var, folder / "var")
    settings = environment(var, 8000) | {"DJANGO_SETTINGS_MODULE": "config.settings.local"}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", PEOPLE]
    subprocess.run(command, cwd=ROOT, env=settings, check=True)
    started = Portal.start(var, folder / "log")
    try:
        yield started.wait_open()
    finally:
        started.stop()


@pytest.fixture(scope="module")
def session(chromium: Browser, organised: Portal, prepared_var: Path) -> StorageState:
    page = chromium.new_page(base_url=organised.url, locale="fr-FR")
    sign_in(page, prepared_var)
    state = page.context.storage_state()
    page.close()
    return state


@pytest.fixture
def organiser(
    chromium: Browser, organised: Portal, session: StorageState, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """As wide as a desk, or as the test's parameter says."""
    width = getattr(request, "param", 1280)
    context = chromium.new_context(
        base_url=organised.url, locale="fr-FR", storage_state=session, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors


@pytest.mark.parametrize("organiser", [320], indirect=True, ids=["phone"])
def test_every_screen_is_accessible_and_fits_a_phone(organiser: Page) -> None:
    organiser.goto("/agenda/bilan-expertises-partagees/")
    event = re.search(r"/agenda/(\d+)\.ics", organiser.content())
    assert event
    following = f"/admin/agenda/inscriptions/dates-suivantes/{event[1]}/"
    for name, address in (SCREENS | {"dates that follow": following}).items():
        answer = organiser.goto(address)
        assert answer and answer.status == 200, name
        organiser.locator("details").evaluate_all("all => all.forEach(each => { each.open = true; })")
        assert_accessible(organiser)


def test_what_goes_past_the_edge_would_be_seen(organiser: Page) -> None:
    """The control of the test above."""
    organiser.goto(DESK)
    assert not cut_off(organiser)
    organiser.set_viewport_size({"width": 320, "height": 900})
    organiser.locator(".organising .button").first.evaluate("button => { button.style.width = '30rem'; }")
    assert cut_off(organiser)


def test_an_organiser_does_it_all_with_the_keyboard(organiser: Page) -> None:
    """The list, chosen from; somebody accepted, moved, written to; the door."""
    organiser.goto(DESK)
    type_in(organiser, labelled(organiser, "Nom, adresse ou structure"), "sacha")
    organiser.keyboard.press("Enter")
    expect(organiser.get_by_text("1 personne", exact=True)).to_be_visible()
    follow(organiser, "link", "Sacha Essai")
    follow(organiser, "button", "Accepter la demande")
    expect(organiser.get_by_text("C’est fait.")).to_be_visible()
    expect(organiser.locator("dd").first).to_have_text("sur liste d’attente")
    organiser.goto(f"{DESK}?q=camille")
    follow(organiser, "link", "Camille Essai")
    follow(organiser, "link", "Modifier l’inscription")
    for workshop in ("Tutorat", "Emploi accompagné"):
        tab_to(organiser, organiser.get_by_label(workshop))
        organiser.keyboard.press("Space")
    follow(organiser, "button", "Enregistrer")
    expect(organiser.get_by_text("Emploi accompagné")).to_be_visible()
    expect(organiser.get_by_text("Tutorat")).to_have_count(0)
    follow(organiser, "link", "Messages")
    type_in(organiser, labelled(organiser, "Objet"), "Le programme change")
    type_in(organiser, labelled(organiser, "Message"), "Rendez-vous une heure plus tôt.")
    follow(organiser, "button", "Relire")
    expect(organiser.get_by_text("2 personnes le recevront.")).to_be_visible()
    follow(organiser, "button", "Envoyer")
    expect(organiser.get_by_role("cell", name="Le programme change")).to_be_visible()
    follow(organiser, "link", "Accueil", within=".organising nav")
    expect(organiser).to_have_url(re.compile("/accueil/$"))
    tab_to(organiser, organiser.locator(".organising td a").first)
    organiser.keyboard.press("Enter")
    follow(organiser, "button", "Noter présente Camille Essai")
    expect(organiser.locator("#present")).to_have_text("1")
    expect(organiser.locator("#door-state")).to_have_text("Tout est envoyé.")


def follow(page: Page, role: Literal["button", "link"], name: str, within: str = ".organising") -> None:
    """Tab to it, then Enter."""
    tab_to(page, page.locator(within).get_by_role(role, name=name).first)
    page.keyboard.press("Enter")
