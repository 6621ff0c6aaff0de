"""What may be changed of a registration, whoever changes it: the person, or who organises for them."""

from django.db import transaction
from django.http import QueryDict

from events.models import Quota, Registration
from events.registration import changing
from events.registration.booking import Person
from events.registration.moving import Act, amend
from events.registration.states import UNSETTLED, State

from .forms import ChangeForm, ColleagueForm, NameForm


def change_form(found: Registration, sent: QueryDict | None) -> NameForm:
    """Name and job, and the places too of who has a seat."""
    said = {"prenom": found.given_name, "nom": found.family_name, "fonction": found.job}
    if found.state == State.CONFIRMED:
        held = frozenset(found.places.values_list("pk", flat=True))
        return ChangeForm(sent, initial=said, desk=found.desk, held=held)
    return NameForm(sent, initial=said)


@transaction.atomic
def save_change(found: Registration, form: NameForm, act: Act) -> None:
    """What a valid `change_form` says; what an organiser changes is told to the person.

    Raises what `changing.change_places` raises; nothing is changed then.
    """
    if isinstance(form, ChangeForm):
        # The place for a wheelchair is asked for with the rest of what one needs, and stays.
        apart = found.places.filter(kind=Quota.Kind.WHEELCHAIR).values_list("pk", flat=True)
        changing.change_places(found.pk, form.chosen | set(apart), act)
    said = form.cleaned_data
    changed = Registration.objects.filter(pk=found.pk, state__in=UNSETTLED).update(
        given_name=said["prenom"], family_name=said["nom"], job=said["fonction"]
    )
    if changed and act.user:
        amend(Registration.objects.get(pk=found.pk), act)


def colleague(found: Registration, form: ColleagueForm) -> Person:
    """Who a valid form names, of the same establishment."""
    return Person(**form.who, organisation=found.organisation, organisation_name=found.organisation_name)
