"""The organiser's screens in the admin, on the running portal: with the keyboard alone, on a phone, and to axe."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.support.portal import ROOT, Portal, environment, eventually

from .conftest import signed_in
from .keyboard import assert_accessible, assert_fits, tab_to, type_in

# An event whose requests wait for an agreement, and people in every state that an organiser has to deal with.
PEOPLE = """
from datetime import timedelta
from django.utils import timezone
from events.models import EventPage, HalfDay, Needs, Question, Quota
from events.registration import booking, changing, desks
from events.registration.moving import Act
from tests.events.factories import asking, person, quota
now = timezone.now()
event = EventPage.objects.live().get(slug="bilan-expertises-partagees")
event.starts_at, event.ends_at = now + timedelta(days=60), now + timedelta(days=60, hours=8)
event.save_revision().publish()
desk = desks.create(event, opens_at=now - timedelta(days=1), capacity=2, moderated=True)
tutorat = quota(desk, Quota.Kind.WORKSHOP, 5, label="Tutorat")
quota(desk, Quota.Kind.WORKSHOP, 5, label="Emploi accompagné")
HalfDay.objects.create(desk=desk, starts_at=event.starts_at, ends_at=event.starts_at + timedelta(hours=3))
question = Question.objects.create(desk=desk, label="Vos attentes", purpose="Préparer les échanges.")
for name in ("Camille", "Alix", "Dominique", "Sacha"):
    asked = person(name, organisation_name="ESAT Les Essais", job="éducatrice", places=frozenset({tutorat.pk}), answers={question.pk: "Échanger."})
    found = booking.book(desk.pk, asking(asked), now).registrations.get()
    if name != "Sacha":
        changing.approve(found.pk, Act(now))
Needs.objects.create(registration=desk.registrations.get(given_name="Camille"), accommodations=["lsf"], note="Devant.", said_at=now)
"""
DESK = "/admin/agenda/inscriptions/1/"
SCREENS = {
    "desks": "/admin/agenda/inscriptions/",
    "people": DESK,
    "people chosen": f"{DESK}?q=alix&etat=confirmee",
    "nobody": f"{DESK}?q=personne",
    "person": "/admin/agenda/inscriptions/personnes/4/",
    "change": "/admin/agenda/inscriptions/personnes/1/modifier/",
    "hand over": "/admin/agenda/inscriptions/personnes/1/ceder/",
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
    page = signed_in(chromium, organised.url, prepared_var)
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


@pytest.mark.parametrize("organiser", [1280, 320], indirect=True, ids=["desk", "phone"])
def test_every_screen_is_accessible_and_fits(organiser: Page) -> None:
    problems = []
    for name, address in SCREENS.items():
        answer = organiser.goto(address)
        assert answer and answer.status == 200, name
        try:
            assert_accessible(organiser)
        except AssertionError as problem:
            problems.append((name, str(problem)))
    assert not problems, problems
