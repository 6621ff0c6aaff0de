"""The people of an event as a table. What they need in order to take part is never in it."""

from collections.abc import Callable, Iterator

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Question, Registration, RegistrationDesk
from network.exports import xlsx
from network.exports.streams import begun
from search.spreadsheets import Cell, csv_response


def _rows(desk: RegistrationDesk, people: "QuerySet[Registration]") -> Iterator[list[Cell]]:
    questions: list[Question] = list(desk.questions.all())
    yield [
        _("Prénom"),
        _("Nom"),
        _("Adresse électronique"),
        _("Fonction"),
        _("Structure"),
        _("Commune"),
        _("État"),
        _("Depuis le"),
        _("Places"),
        *(question.label for question in questions),
    ]
    for person in people.prefetch_related("answers"):
        answers = {answer.question_id: answer.value for answer in person.answers.all()}
        commune = person.organisation.commune if person.organisation else None
        yield [
            person.given_name,
            person.family_name,
            person.email,
            person.job,
            person.of,
            commune.name if commune else "",
            person.get_state_display(),
            timezone.localtime(person.moved_at).date(),
            ", ".join(str(place) for place in person.places.all() if place.kind != "evenement"),
            *(answers.get(question.pk, "") for question in questions),
        ]


def _csv(desk: RegistrationDesk, people: "QuerySet[Registration]") -> HttpResponse:
    return csv_response(f"inscriptions-{desk.pk}.csv", _rows(desk, people))


def _xlsx(desk: RegistrationDesk, people: "QuerySet[Registration]") -> StreamingHttpResponse:
    blocks = xlsx.workbook(_("Inscriptions"), _rows(desk, people))
    headers = {"Content-Disposition": f'attachment; filename="inscriptions-{desk.pk}.xlsx"'}
    return begun(StreamingHttpResponse(blocks, content_type=xlsx.CONTENT_TYPE, headers=headers))


FORMATS: dict[str, Callable[..., HttpResponse | StreamingHttpResponse]] = {"csv": _csv, "xlsx": _xlsx}
