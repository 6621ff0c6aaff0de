"""What waits to be read again is read in time: who is written to, when, and never twice."""

import datetime
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Workflow
from wagtail.users.models import UserProfile

from accounts.models import User
from cms.founding import roles
from cms.models import ReviewState, ReviewTask
from cms.models.review import after_working_days
from cms.review import reminding
from cms.review.waiting import waiting_for
from mail.models import Message
from resources.models import ResourcePage
from tests.resources.factories import library
from tests.roles.actions import form_of, page_address, record_address
from tests.roles.people import Belongings, belongings, entrust, person, signed_in

pytestmark = pytest.mark.usefixtures("founding")

MONDAY = datetime.datetime(2027, 3, 1, 10, 0, tzinfo=datetime.UTC)
At = Callable[[datetime.datetime], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def author() -> User:
    return person(roles.CONTRIBUTORS, name="autrice", first_name="Dominique", last_name="Rey")


@pytest.fixture
def publisher() -> User:
    return person(roles.PUBLISHERS, name="publicatrice")


@pytest.fixture
def theirs(author: User) -> Belongings:
    what = belongings("d-ici", author=author)
    entrust(author, what.organisation)
    return what


def submit(user: User, page: ResourcePage) -> ReviewState:
    client = signed_in(user)
    data = form_of(client, page_address("edit", page), "page-edit-form")
    assert client.post(page_address("edit", page), data | {"action-submit": "1"}).status_code == 302
    state = page.current_workflow_task_state
    assert isinstance(state, ReviewState)
    return state


def letters() -> list[tuple[str, str]]:
    """(to whom, about what), since the last time."""
    found = [(message.to.partition("@")[0], message.subject) for message in Message.objects.order_by("to", "pk")]
    Message.objects.all().delete()
    return found


def decide(user: User, page: ResourcePage, name: str, comment: str) -> int:
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, name, state.pk])
    return int(signed_in(user).post(address, {"comment": comment}).status_code)


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2027, 3, 1), 1, date(2027, 3, 2)),
        (date(2027, 3, 1), 5, date(2027, 3, 8)),
        (date(2027, 3, 5), 1, date(2027, 3, 8)),
        (date(2027, 3, 6), 1, date(2027, 3, 8)),
        (date(2027, 3, 7), 2, date(2027, 3, 9)),
    ],
)
def test_saturdays_and_sundays_do_not_count(day: date, count: int, due: date) -> None:
    assert after_working_days(day, count) == due


def test_the_deadline_is_said_to_those_who_read_again_and_kept(
    at: At, author: User, publisher: User, theirs: Belongings
) -> None:
    at(MONDAY)
    state = submit(author, theirs.draft)
    assert (state.due_on, state.escalate_on) == (date(2027, 3, 8), date(2027, 3, 11))
    [letter] = Message.objects.all()
    assert (letter.to, letter.subject) == (publisher.email, "À relire : Brouillon d-ici")
    for words in (letter.text, letter.html):
        assert page_address("edit", theirs.draft) in words and "lundi 8 mars" in words and "Dominique Rey" in words
    ReviewTask.objects.update(working_days=1)
    assert ReviewState.objects.get().due_on == date(2027, 3, 8), "what was promised does not move"


def test_reminders_come_once_the_day_before_once_late_and_once_higher_up(
    at: At, author: User, publisher: User, theirs: Belongings
) -> None:
    person(roles.ADMINISTRATORS, name="administratrice")
    at(MONDAY)
    submit(author, theirs.draft)
    letters()
    told = {}
    for day in range(14):
        for _again in range(2):
            reminding.remind(MONDAY + timedelta(days=day))
        if found := letters():
            told[(MONDAY + timedelta(days=day)).date()] = found
    assert told == {
        date(2027, 3, 5): [("publicatrice", "À relire avant demain soir")],
        date(2027, 3, 9): [("publicatrice", "Une relecture est en retard")],
        date(2027, 3, 11): [("administratrice", "Personne n’a relu ce texte")],
    }


def test_what_was_decided_is_no_longer_reminded_of(at: At, author: User, publisher: User, theirs: Belongings) -> None:
    at(MONDAY)
    submit(author, theirs.draft)
    assert decide(publisher, theirs.draft, "approve", "") == 302
    letters()
    assert reminding.remind(MONDAY + timedelta(days=30)) == 0
    # The negative control: were it still waiting, all of it would leave.
    ReviewState.objects.update(status="in_progress")
    ReviewState.objects.get().workflow_state.__class__.objects.update(status="in_progress")
    assert reminding.remind(MONDAY + timedelta(days=30)) == 0, "nobody is an administrator with an address"
    User.objects.create_superuser("chef", "chef@exemple.test")
    ReviewState.objects.update(told=0)
    assert reminding.remind(MONDAY + timedelta(days=30)) == 1


def test_several_that_wait_make_one_letter(at: At, author: User, publisher: User, theirs: Belongings) -> None:
    at(MONDAY)
    submit(author, theirs.draft)
    submit(author, theirs.resource)
    letters()
    reminding.remind(MONDAY + timedelta(days=8))
    assert letters() == [("publicatrice", "2 relectures sont en retard")]


def test_the_author_is_told_of_the_decision_with_the_comment(
    at: At, author: User, publisher: User, theirs: Belongings
) -> None:
    at(MONDAY)
    submit(author, theirs.draft)
    letters()
    assert decide(publisher, theirs.draft, "reject", "Il manque la date & la source.") == 302
    [letter] = Message.objects.all()
    assert (letter.to, letter.subject) == (author.email, "À corriger : Brouillon d-ici")
    assert "Il manque la date & la source." in letter.text and "Le mot de publicatrice" in letter.text
    assert page_address("edit", theirs.draft) in letter.text
    letters()
    client = signed_in(author)
    data = form_of(client, page_address("edit", theirs.draft), "page-edit-form")
    client.post(page_address("edit", theirs.draft), data | {"action-submit": "1"})
    assert letters() == [("publicatrice", "À relire : Brouillon d-ici")]
    assert decide(publisher, theirs.draft, "approve", "Merci, c’est parfait.") == 302
    [letter] = Message.objects.all()
    assert letter.subject == "Relu et accepté : Brouillon d-ici" and "Merci, c’est parfait." in letter.text
    assert ResourcePage.objects.get(pk=theirs.draft.pk).live


def test_a_letter_about_what_is_taken_back_does_not_leave(
    at: At, author: User, publisher: User, theirs: Belongings
) -> None:
    at(MONDAY)
    submit(author, theirs.draft)
    assert Message.objects.count() == 1
    address = reverse("wagtailadmin_pages:confirm_workflow_cancellation", args=[theirs.draft.pk])
    assert signed_in(author).get(address).status_code == 200
    theirs.draft.current_workflow_state.cancel(user=author)
    assert not Message.objects.exists()


def test_who_refused_letters_in_their_account_gets_none(
    at: At, author: User, publisher: User, theirs: Belongings
) -> None:
    profile = UserProfile.get_for_user(publisher)
    profile.submitted_notifications = False
    profile.save()
    at(MONDAY)
    submit(author, theirs.draft)
    assert letters() == []


def test_an_organisation_waits_too_and_its_letter_leads_to_it(
    at: At, author: User, publisher: User, theirs: Belongings
) -> None:
    at(MONDAY)
    client = signed_in(author)
    address = record_address("edit", theirs.organisation)
    data = form_of(client, address, "w-editor-form") | {"description": "Nous accueillons.", "action-submit": "1"}
    assert client.post(address, data).status_code == 302
    [letter] = Message.objects.all()
    assert letter.to == publisher.email and address in letter.text
    [state] = waiting_for(publisher)
    assert state.workflow_state.content_object == theirs.organisation
    name = "wagtailsnippets_network_organisation:workflow_action"
    act = reverse(name, args=[theirs.organisation.pk, "approve", state.pk])
    assert signed_in(author).post(act).status_code != 200
    theirs.organisation.refresh_from_db()
    assert theirs.organisation.description == ""
    signed_in(publisher).post(act)
    theirs.organisation.refresh_from_db()
    assert theirs.organisation.description == "Nous accueillons."


def test_the_list_is_in_the_order_of_deadlines_with_what_is_late(
    at: At, author: User, publisher: User, theirs: Belongings
) -> None:
    at(MONDAY)
    submit(author, theirs.draft)
    at(MONDAY + timedelta(days=3))
    submit(author, theirs.resource)
    at(MONDAY + timedelta(days=9))
    waiting: list[Any] = list(waiting_for(publisher))
    assert [(state.workflow_state.content_object.pk, state.late) for state in waiting] == [
        (theirs.draft.pk, True),
        (theirs.resource.pk, False),
    ]
    assert not waiting_for(author).exists()
    shown = signed_in(publisher).get(reverse("review:waiting")).content.decode()
    assert shown.index("Brouillon d-ici") < shown.index("Guide d-ici") and shown.count("en retard") == 1
    assert signed_in(author).get(reverse("review:waiting")).status_code == 302


def test_a_group_that_reaches_some_territories_reads_again_only_what_is_there(author: User, theirs: Belongings) -> None:
    task = ReviewTask.objects.get()
    editor = person(roles.TERRITORIAL_EDITORS, name="editeur")
    task.groups.add(editor.groups.get())
    # Approving publishes.
    publish = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(group=editor.groups.get(), page=library(), permission=publish)
    elsewhere = belongings("d-ailleurs")
    entrust(editor, territories=(theirs.territory,))
    for page in (theirs.draft, elsewhere.draft):
        page.save_revision()
        Workflow.objects.get().start(page, author)
    assert [state.workflow_state.content_object.pk for state in waiting_for(editor)] == [theirs.draft.pk]
    for page in (elsewhere.draft, theirs.draft):
        decide(editor, page, "approve", "")
    live = {page.pk: ResourcePage.objects.get(pk=page.pk).live for page in (theirs.draft, elsewhere.draft)}
    assert live == {theirs.draft.pk: True, elsewhere.draft.pk: False}
