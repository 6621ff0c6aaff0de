"""The words of letters about what waits to be read again."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_latest_str

from cms.models import ReviewState, Told
from mail.outbox import Written


def submission(state: ReviewState) -> Written:
    """To who reads again: one thing has just been sent."""
    with translation.override(settings.LANGUAGE_CODE):
        opening = _(
            "Un texte vous est envoyé à la relecture. Publiez-le, ou demandez une correction en disant pourquoi."
        )
        subject = _("À relire : %(title)s") % {"title": get_latest_str(state.workflow_state.content_object)}
        return _letter(subject, opening, [_line(state)])


def reminder(stage: Told, states: list[ReviewState]) -> Written:
    """To who reads again, or once it is very late to who answers for them: all that has come to this stage."""
    count = {"count": len(states)}
    with translation.override(settings.LANGUAGE_CODE):
        if stage == Told.SOON:
            subject = ngettext("À relire avant demain soir", "%(count)d textes à relire avant demain soir", len(states))
            opening = _("L’échéance de relecture arrive :")
        elif stage == Told.LATE:
            subject = ngettext("Une relecture est en retard", "%(count)d relectures sont en retard", len(states))
            opening = _("L’échéance de relecture est passée. La personne qui a écrit attend une réponse :")
        else:
            subject = ngettext("Personne n’a relu ce texte", "Personne n’a relu ces %(count)d textes", len(states))
            opening = _("Malgré les rappels, personne n’a relu ce qui suit. Relisez-le, ou confiez-le à quelqu’un :")
        return _letter(subject % count, opening, [_line(state) for state in states])


def decision(state: ReviewState, approved: bool) -> Written:
    """To who sent it: what was decided, by whom, with the comment."""
    with translation.override(settings.LANGUAGE_CODE):
        title = {"title": get_latest_str(state.workflow_state.content_object)}
        if approved:
            subject = _("Relu et accepté : %(title)s") % title
            opening = _("Votre texte a été relu et accepté : il est publié, ou le sera à la date prévue.")
        else:
            subject = _("À corriger : %(title)s") % title
            opening = _("Votre texte a été relu. Une correction est demandée ; envoyez-le de nouveau ensuite.")
        line = _line(state) | {"note": ""}
        return _letter(subject, opening, [line], comment=state.get_comment(), by=_named(state.finished_by))


def _line(state: ReviewState) -> dict[str, str]:
    obj = state.workflow_state.content_object
    note = _("à relire avant la fin du %(day)s") % {"day": date_format(state.due_on, "l j F")}
    if who := _named(state.workflow_state.requested_by):
        note = _("%(note)s, envoyé par %(who)s") % {"note": note, "who": who}
    address = AdminURLFinder().get_edit_url(getattr(obj, "specific_deferred", obj)) or ""
    root = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    return {"title": get_latest_str(obj), "url": root + address, "note": note}


def _named(person: Any) -> str:
    return (person.get_full_name() or person.get_username()) if person else ""


def _letter(subject: str, opening: str, lines: Iterable[dict[str, str]], comment: str = "", by: str = "") -> Written:
    context = {
        "subject": subject,
        "portal": settings.WAGTAIL_SITE_NAME,
        "opening": opening,
        "lines": lines,
        "comment": comment,
        "by": by,
    }
    return {
        # A title may hold what a header may not.
        "subject": " ".join(subject.split()),
        "text": render_to_string("cms/review/mail/letter.txt", context).strip() + "\n",
        "html": render_to_string("cms/review/mail/letter.html", context),
    }
