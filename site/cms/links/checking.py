"""Addresses asked one after the other, without hurrying any host."""

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

from django.utils import timezone

from cms.models import LinkCheck
from cms.outside import Answer, OutsideFailure, Refused, TooManyRedirects, TooSlow, fetch

from .judging import judged, told_later

MOST = 200
# Mail and search wait behind the worker meanwhile.
LONGEST = timedelta(minutes=1)
PAUSE = 1.0  # seconds between two requests to one host

Ask = Callable[..., Answer]


@dataclass
class Clock:
    """Time as a run sees it; tests give another one."""

    now: Callable[[], datetime] = timezone.now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Checker:
    """One run. `ask` is `cms.outside.fetch`, or what a test puts in its place."""

    def __init__(self, ask: Ask = fetch, clock: Clock | None = None) -> None:
        self._ask = ask
        self._clock = clock or Clock()
        self._asked_at: dict[str, float] = {}
        self._later: dict[str, datetime] = {}

    def run(self, *, everything: bool = False, most: int = MOST, longest: timedelta | None = LONGEST) -> Counter[str]:
        """Ask what is due (or everything), `most` addresses and about `longest` at the most.

        Returns how many came out in each state, and under "postponed" those whose host wants to be left alone.
        """
        counts: Counter[str] = Counter()
        until = self._clock.monotonic() + longest.total_seconds() if longest else float("inf")
        for check in in_turn(self.waiting(everything, most)):
            if self._clock.monotonic() >= until:
                break
            counts[self._checked(check)] += 1
        return counts

    def waiting(self, everything: bool, most: int) -> list[LinkCheck]:
        """What a run would ask."""
        checks = LinkCheck.objects.all() if everything else LinkCheck.objects.due(self._clock.now())
        return list(checks.order_by("next_check_at", "pk")[:most])

    def _checked(self, check: LinkCheck) -> str:
        host, now = _host(check.url), self._clock.now()
        if host in self._later:
            return self._postponed(check, self._later[host])
        status: int | None = None
        problem = ""
        try:
            answer = self._answer(check.url, host)
        except OutsideFailure as failure:
            problem = str(failure)
        else:
            status = answer.status
            if later := told_later(answer, now):
                self._later[host] = later
                return self._postponed(check, later)
        verdict = judged(check, status, problem, now)
        # It may have been forgotten meanwhile.
        LinkCheck.objects.filter(pk=check.pk).update(**asdict(verdict), checked_at=now)
        return verdict.state

    def _answer(self, url: str, host: str) -> Answer:
        """By HEAD, which costs the site nothing; by GET where that is refused or badly done."""
        try:
            answer = self._paced(url, host, "HEAD")
        except (Refused, TooSlow, TooManyRedirects):
            raise
        except OutsideFailure:
            return self._paced(url, host, "GET")
        bad = answer.status >= HTTPStatus.BAD_REQUEST and not told_later(answer, self._clock.now())
        return self._paced(url, host, "GET") if bad else answer

    def _paced(self, url: str, host: str, method: str) -> Answer:
        if host in self._asked_at:
            left = self._asked_at[host] + PAUSE - self._clock.monotonic()
            if left > 0:
                self._clock.sleep(left)
        try:
            return self._ask(url, method=method)
        finally:
            self._asked_at[host] = self._clock.monotonic()

    def _postponed(self, check: LinkCheck, later: datetime) -> str:
        LinkCheck.objects.filter(pk=check.pk).update(next_check_at=later)
        return "postponed"


def in_turn(checks: list[LinkCheck]) -> Iterator[LinkCheck]:
    """Each host in its turn, so that there is little to wait for."""
    queues: dict[str, deque[LinkCheck]] = {}
    for check in checks:
        queues.setdefault(_host(check.url), deque()).append(check)
    while queues:
        for host in list(queues):
            yield queues[host].popleft()
            if not queues[host]:
                del queues[host]


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
