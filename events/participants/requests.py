"""A request as it is filled in: what is said once for everybody, and one part for each person."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from cms.forms import component_fields
from events.models import RegistrationDesk
from events.registration.booking import Person, Request

from . import tokens
from .forms import PersonForm
from .request_form import RequestForm

_ADD, _REMOVE = "ajouter", "retirer-"


class AskedRequest:
    """What was sent for `desk`, or an empty form. `is_to_send`: it is the whole request, not one more person to add.

    `refusal`: why the whole was not taken, in words; set it to show the form again.
    """

    def __init__(self, desk: RegistrationDesk, sent: QueryDict | None = None) -> None:
        self.desk, self.sent, self.refusal = desk, sent, ""
        self.token = tokens.give() if sent is None else sent.get("jeton") or ""
        button = (sent.get("bouton") or "") if sent else ""
        self.is_to_send = sent is not None and not button.startswith((_ADD, _REMOVE))
        number = _number(sent.get("nombre") if sent else None, desk.largest_group)
        if self.is_to_send:
            self._bind(number)
        else:
            self._show(number, button)

    def _bind(self, number: int) -> None:
        self.common = RequestForm(self.sent, desk=self.desk, several=number > 1)
        self.people = [PersonForm(self.sent, prefix=_prefix(each), desk=self.desk) for each in range(number)]

    def _show(self, number: int, button: str) -> None:
        """What was written so far, with one person more or less, and nothing held against it yet."""
        written = [_written(PersonForm(prefix=_prefix(each), desk=self.desk), self.sent) for each in range(number)]
        if button == _ADD and number < self.desk.largest_group:
            written.append({})
        leaving = button.removeprefix(_REMOVE)
        if leaving.isdecimal() and number > 1:
            del written[min(int(leaving), number - 1)]
        several = len(written) > 1
        said = _written(RequestForm(desk=self.desk, several=True), self.sent)
        self.common = RequestForm(initial=said, desk=self.desk, several=several)
        self.people = [
            PersonForm(prefix=_prefix(each), desk=self.desk, initial=values) for each, values in enumerate(written)
        ]

    def refresh(self) -> None:
        """Read again what is left, after a refusal: a workshop may have filled up meanwhile."""
        self.desk.refresh_from_db()
        self._bind(len(self.people))

    def is_valid(self) -> bool:
        wrong = [form for form in self._forms() if not form.is_valid()]
        return not wrong

    @property
    def request(self) -> Request:
        """To book, once it is valid. Raises tokens.NotTaken."""
        said, people = self.common.cleaned_data, [person_of(self.common, form) for form in self.people]
        return Request(
            token=tokens.read(self.token),
            name=said.get("demandeur") or f"{people[0].given_name} {people[0].family_name}",
            email=said.get("demandeur_courriel") or people[0].email,
            people=people,
            together=said.get("ensemble") == "oui",
        )

    def context(self) -> dict[str, Any]:
        """What the form's template shows."""
        forms = list(self._forms())
        problems = [self.refusal] if self.refusal else []
        return {
            "token": self.token,
            "common": component_fields(self.common),
            "people": [self._shown(number, form) for number, form in enumerate(self.people)],
            "may_add": len(self.people) < self.desk.largest_group,
            "wrong": sum(len(form.errors) for form in forms),
            "problems": problems,
        }

    def _shown(self, number: int, form: PersonForm) -> dict[str, Any]:
        alone = len(self.people) == 1
        return {
            "title": _("La personne inscrite") if alone else _("Personne %(number)d") % {"number": number + 1},
            "fields": component_fields(form),
            "remove": "" if alone else f"{_REMOVE}{number}",
        }

    def _forms(self) -> Iterator[forms.Form]:
        yield self.common
        yield from self.people


def person_of(common: RequestForm, form: PersonForm) -> Person:
    """Who two valid forms describe."""
    return Person(
        **form.who,
        organisation=common.organisation,
        organisation_name=common.organisation_name,
        places=form.chosen,
        answers=form.answers,
    )


def _prefix(number: int) -> str:
    return f"personne-{number}"


def _number(sent: str | None, most: int) -> int:
    """How many people the form held: at least one; what is no number is one."""
    return min(max(int(sent), 1), most) if sent and sent.isdecimal() and len(sent) < 5 else 1


def _written(form: forms.Form, sent: QueryDict | None) -> dict[str, Any]:
    """What was written in the fields of a form, right or wrong."""
    if sent is None:
        return {}
    found = {
        name: field.widget.value_from_datadict(sent, {}, form.add_prefix(name)) for name, field in form.fields.items()
    }
    return {name: value for name, value in found.items() if value is not None}
