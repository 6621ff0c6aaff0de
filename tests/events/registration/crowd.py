"""People who register at the same instant, each from a process of their own, in a database made for them.

usage: python -m tests.events.registration.crowd SCENARIO PROCESSES TIMES   (DATABASE_URL: an empty database)

Prints one JSON object. Django is loaded once, then the processes are forked and meet at a barrier.
"""

import fcntl
import json
import multiprocessing
import os
import random
import signal
import sys
import time
import traceback
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import django

from tests.support.databases import make_tables

CAPACITY = 20


def main() -> None:
    scenario, processes, times = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    django.setup()
    make_tables()
    json.dump(SCENARIOS[scenario](processes, times) | state_of_things(), sys.stdout)


def at_once(processes: int, work: Callable[[int], Any]) -> list[Any]:
    """What `work(number)` returns in each process, all let go at the same time."""
    from django.db import connections

    connections.close_all()  # a connection is not shared by forked processes
    context = multiprocessing.get_context("fork")
    barrier, answers = context.Barrier(processes), context.SimpleQueue()

    def run(number: int) -> None:
        try:
            barrier.wait()
            answers.put(work(number))
        except BaseException:
            answers.put({"failed": traceback.format_exc()})

    children = [context.Process(target=run, args=(number,)) for number in range(processes)]
    for child in children:
        child.start()
    given = [answers.get() for _child in children]
    for child in children:
        child.join()
    return given


def rush(processes: int, times: int) -> dict[str, Any]:
    """Everybody asks for one of `CAPACITY` seats."""
    from events.registration.booking import book
    from tests.events.factories import NOW, asking, desk_with, person

    desk = desk_with(capacity=CAPACITY)

    def work(_number: int) -> list[float]:
        took = []
        for _time in range(times):
            started = time.perf_counter()
            book(desk.pk, asking(person()), NOW)
            took.append(time.perf_counter() - started)
        return took

    return {"answers": at_once(processes, work)}


def unprotected(processes: int, times: int) -> dict[str, Any]:
    """The same, counting then inserting: what the turn and the conditional update protect from."""
    from events.models import Quota, RegistrationDesk
    from events.registration import booking, moving

    @contextmanager
    def no_turn(desk_pk: int) -> Iterator[RegistrationDesk]:
        yield RegistrationDesk.objects.select_related("event").get(pk=desk_pk)

    def naive_take(quotas: Any) -> None:
        for quota in quotas:
            held = Quota.objects.get(pk=quota.pk).held
            Quota.objects.filter(pk=quota.pk).update(held=min(held + 1, CAPACITY))

    booking.turn, moving.take = no_turn, naive_take
    return rush(processes, times)


def queue(processes: int, times: int) -> dict[str, Any]:
    """Whether one more would have to wait: during a turn, after it, and during one inside a transaction."""
    from django.db import transaction

    from events.registration.seats import turn
    from events.registration.sqlite_queue import queue_file
    from tests.events.factories import desk_with

    desk, path = desk_with(), queue_file()

    def would_wait() -> bool:
        if path is None:
            return False
        with path.open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    with turn(desk.pk):
        during = would_wait()
    after = would_wait()
    with transaction.atomic(), turn(desk.pk):
        inside = would_wait()
    return {"during": during, "after": after, "inside": inside}


def mixed(processes: int, times: int) -> dict[str, Any]:
    """Everything that can be done to seats, at random."""
    work = _anything(times)
    return {"answers": at_once(processes, work)}


def killed(processes: int, times: int) -> dict[str, Any]:
    """The same, by processes killed wherever they are, `times` times and until more than the seats were asked for."""
    from django.db import connections

    from events.models import Registration

    work = _anything(10_000)
    luck = random.Random(7)
    context = multiprocessing.get_context("fork")
    kills = 0
    for played in range(times * 20):
        if played >= times and Registration.objects.count() > CAPACITY:
            break
        connections.close_all()
        children = [context.Process(target=work, args=(number,)) for number in range(processes)]
        for child in children:
            child.start()
        for child in children:
            child.join(timeout=luck.uniform(0.02, 0.2))
            if child.is_alive():
                os.kill(child.pid or 0, signal.SIGKILL)
                kills += 1
        for child in children:
            child.join()
    return {"kills": kills}


def races(processes: int, times: int) -> dict[str, Any]:
    """An offer accepted, declined and expired at the same time, `times` times."""
    from events.models import Registration, StateChange
    from events.registration import changing
    from events.registration.booking import book
    from events.registration.moving import Act
    from events.registration.states import NotAllowed, State
    from tests.events.factories import NOW, asking, desk_with, person

    desk = desk_with(capacity=1)
    for _time in range(times):
        holder, waiting = (book(desk.pk, asking(person()), NOW).registrations.get() for _ in range(2))
        changing.give_up(holder.pk, Act(NOW))
        deadline = Registration.objects.get(pk=waiting.pk).offered_until or NOW

        def work(number: int, pk: int = waiting.pk, deadline: Any = deadline) -> None:
            try:
                if number % 3 == 0:
                    changing.accept(pk, Act(deadline - timedelta(seconds=1)))
                elif number % 3 == 1:
                    changing.give_up(pk, Act(NOW))
                else:
                    changing.expire(deadline)
            except NotAllowed:
                pass  # the others came before

        at_once(processes, work)
        for registration in Registration.objects.active():
            changing.give_up(registration.pk, Act(NOW))
    return {"answered": StateChange.objects.filter(before=State.OFFERED).count()}


def _anything(times: int) -> Callable[[int], Any]:
    from events.attendance.recording import Reading, record
    from events.models import HalfDay, Quota, Registration
    from events.registration import changing
    from events.registration.booking import Refused, book
    from events.registration.erasing import erase
    from events.registration.moving import Act
    from events.registration.seats import Full
    from events.registration.states import NotAllowed, State
    from tests.events.factories import NOW, asking, desk_with, person, quota

    desk = desk_with(capacity=CAPACITY)
    event = desk.quotas.get()
    workshop = quota(desk, Quota.Kind.WORKSHOP, CAPACITY // 4)
    half_day = HalfDay.objects.create(desk=desk, starts_at=NOW, ends_at=NOW + timedelta(hours=3))
    act = Act(NOW)

    def work(number: int) -> int:
        luck = random.Random(number)

        def somebody(*states: State) -> int:
            return luck.choice(list(Registration.objects.filter(state__in=states).values_list("pk", flat=True)) or [0])

        ways: list[Callable[[], object]] = [
            lambda: book(desk.pk, asking(person()), NOW),
            lambda: book(desk.pk, asking(person(places=frozenset({workshop.pk}))), NOW),
            lambda: book(desk.pk, asking(person(), person(), together=luck.random() < 0.5), NOW),
            lambda: changing.give_up(somebody(State.CONFIRMED, State.OFFERED, State.WAITING), act),
            lambda: changing.accept(somebody(State.OFFERED), act),
            lambda: changing.hand_over(somebody(State.CONFIRMED), person(), act),
            lambda: changing.change_places(somebody(State.CONFIRMED), luck.choice([set(), {workshop.pk}]), act),
            lambda: changing.set_capacity(event.pk, luck.randint(CAPACITY - 5, CAPACITY + 5), act),
            lambda: erase(somebody(State.CONFIRMED, State.OFFERED, State.WAITING, State.ATTENDED), act),
            lambda: record(half_day, [Reading(uuid.uuid4(), somebody(State.CONFIRMED), luck.random() < 0.8, NOW)], act),
            lambda: changing.expire(NOW + timedelta(hours=luck.choice([1, 48]))),
        ]
        done = 0
        for _time in range(times):
            try:
                luck.choice(ways)()
                done += 1
            except (Refused, NotAllowed, Full, Registration.DoesNotExist):
                pass
        return done

    return work


def state_of_things() -> dict[str, Any]:
    """What the database says in the end: seats, registrations that hold them, and whether both agree."""
    from events.models import Quota, Registration
    from events.registration.drift import drifts

    event = Quota.objects.get(kind=Quota.Kind.EVENT)
    return {
        "capacity": event.capacity,
        "held": event.held,
        "holding": event.registrations.filter(pk__in=Registration.objects.holding()).count(),
        "asked": Registration.objects.count(),
        "drifts": len(drifts()),
    }


SCENARIOS: dict[str, Callable[[int, int], dict[str, Any]]] = {
    "rush": rush,
    "unprotected": unprotected,
    "queue": queue,
    "mixed": mixed,
    "killed": killed,
    "races": races,
}

if __name__ == "__main__":
    main()
