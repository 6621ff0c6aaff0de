"""What is read at the door counts once, in the order of the readings, and tells who came."""

import uuid
from datetime import timedelta

import pytest

from events.attendance import recording
from events.attendance.codes import code_of, number_of
from events.attendance.recording import Reading
from events.models import HalfDay, Registration, RegistrationDesk, Scan
from events.registration.drift import drifts
from events.registration.moving import Act
from events.registration.states import NotAllowed
from tests.events.factories import NOW, STARTS

pytestmark = pytest.mark.django_db
ACT = Act(STARTS)


def reading(person: Registration, present: bool = True, after: int = 0) -> Reading:
    return Reading(uuid.uuid4(), person.pk, present, STARTS + timedelta(minutes=after))


def state(person: Registration) -> str:
    return Registration.objects.get(pk=person.pk).state


def test_who_comes_to_all_of_it_attended_and_to_some_in_part(
    morning: HalfDay, afternoon: HalfDay, camille: Registration
) -> None:
    assert recording.record(morning, [reading(camille)], ACT) == {}
    assert state(camille) == "partielle"
    recording.record(afternoon, [reading(camille)], ACT)
    assert state(camille) == "presente" and recording.attended(camille) == [morning, afternoon]
    assert not drifts()


def test_what_is_sent_twice_counts_once(morning: HalfDay, camille: Registration) -> None:
    read = reading(camille)
    for _time in range(3):
        assert recording.record(morning, [read, read], ACT) == {}
    assert Scan.objects.count() == 1 and camille.changes.count() == 2


def test_two_devices_that_read_one_badge_say_the_same(morning: HalfDay, camille: Registration) -> None:
    for minute in (3, 1):
        recording.record(morning, [reading(camille, after=minute)], ACT)
    assert Scan.objects.count() == 2 and recording.present_at(morning) == {camille.pk}
    assert camille.changes.count() == 2


def test_a_mistake_is_taken_back(morning: HalfDay, camille: Registration) -> None:
    recording.record(morning, [reading(camille)], ACT)
    recording.record(morning, [reading(camille, present=False, after=1)], ACT)
    assert state(camille) == "confirmee" and recording.present_at(morning) == set()
    assert Scan.objects.count() == 2, "nothing is erased"


def test_what_arrives_late_keeps_its_order(morning: HalfDay, camille: Registration) -> None:
    recording.record(morning, [reading(camille, present=False, after=10)], ACT)
    recording.record(morning, [reading(camille, after=5)], ACT)
    assert recording.present_at(morning) == set() and state(camille) == "confirmee"


def test_who_has_no_seat_is_refused_and_the_others_are_kept(
    morning: HalfDay, desk: RegistrationDesk, camille: Registration
) -> None:
    waiting = desk.registrations.get(given_name="Dominique")
    first, second = reading(waiting), reading(camille)
    refused = recording.record(morning, [first, second, Reading(uuid.uuid4(), 999_999, True, NOW)], ACT)
    assert "Dominique Essai n’a pas de place : sur liste d’attente." in refused[first.nonce]
    assert len(refused) == 2 and second.nonce not in refused
    assert state(camille) == "partielle" and state(waiting) == "liste-attente"


def test_closing_says_who_never_came_and_is_corrected_by_a_reading(
    morning: HalfDay, desk: RegistrationDesk, camille: Registration
) -> None:
    alix = desk.registrations.get(given_name="Alix")
    recording.record(morning, [reading(camille)], ACT)
    assert recording.close(desk.pk, ACT) == 1 and recording.close(desk.pk, ACT) == 0
    assert (state(alix), state(camille)) == ("absente", "partielle")
    recording.record(morning, [reading(alix)], ACT)
    assert state(alix) == "partielle"


def test_who_said_so_is_excused(desk: RegistrationDesk, camille: Registration) -> None:
    recording.excuse(camille.pk, ACT)
    assert state(camille) == "excusee"
    waiting = desk.registrations.get(given_name="Dominique")
    with pytest.raises(NotAllowed):
        recording.excuse(waiting.pk, ACT)


def test_codes_are_ours_alone(camille: Registration) -> None:
    code = code_of(camille)
    assert number_of(code) == number_of(f" {code}\n") == camille.pk
    for forged in ("", str(camille.pk), f"{camille.pk}.x", code[:-1], code.replace(".", ""), "é" * 50, "\x00"):
        assert number_of(forged) is None
