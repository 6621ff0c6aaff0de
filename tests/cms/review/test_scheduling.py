"""Publishing at an hour, and comments in the margin, for those who write and those who publish."""

import datetime
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Comment

from cms.founding import roles
from cms.review.tasks import publish_scheduled
from resources.models import ResourcePage
from tests.roles.actions import form_of, page_address
from tests.roles.people import belongings, entrust, person, signed_in

pytestmark = pytest.mark.usefixtures("founding")


def test_what_is_scheduled_is_published_when_its_hour_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    page = belongings("d-ici").draft
    hour = timezone.localtime() + timedelta(hours=2)
    client = signed_in(person(roles.PUBLISHERS))
    said = {"go_live_at": hour.strftime("%Y-%m-%d %H:%M"), "action-publish": "1"}
    data = form_of(client, page_address("edit", page), "page-edit-form")
    assert client.post(page_address("edit", page), data | said).status_code == 302
    publish_scheduled.call()
    assert not ResourcePage.objects.get(pk=page.pk).live
    now = datetime.datetime.now(datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=3))
    publish_scheduled.call()
    publish_scheduled.call()
    assert ResourcePage.objects.get(pk=page.pk).live
    planned = DBTaskResult.objects.filter(task_path=publish_scheduled.module_path, status="READY")
    assert planned.filter(run_after__gt=timezone.now()).count() == 1


def test_a_comment_in_the_margin_reaches_who_reads_again() -> None:
    author = person(roles.CONTRIBUTORS, name="autrice")
    what = belongings("d-ici", author=author)
    entrust(author, what.organisation)
    client = signed_in(author)
    data = form_of(client, page_address("edit", what.draft), "page-edit-form")
    comment = {
        "comments-TOTAL_FORMS": "1",
        "comments-INITIAL_FORMS": "0",
        "comments-0-text": "Faut-il citer la convention ?",
        "comments-0-contentpath": "title",
        "comments-0-position": "",
        "comments-0-id": "",
        "comments-0-resolved": "",
        "comments-0-DELETE": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }
    assert client.post(page_address("edit", what.draft), data | comment).status_code == 302
    assert Comment.objects.get().user == author
    shown = signed_in(person(roles.PUBLISHERS, name="publicatrice")).get(page_address("edit", what.draft))
    assert "Faut-il citer la convention" in shown.content.decode()
