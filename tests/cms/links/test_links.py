"""Addresses outside: which are held, how they are asked, and when they are told broken."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils.http import http_date
from django_tasks_db.models import DBTaskResult

from cms.links import judging, tasks
from cms.links.checking import PAUSE, Checker, Clock
from cms.links.collecting import collect
from cms.models import LinkCheck
from cms.outside import Allowance, Answer, Unreachable, fetch
from planning import run_within
from resources.models import ResourceFile, ResourcePage, ResourceStatus
from tests.resources.upkeep.making import resource
from tests.support.web import HOST, Request, answer, serving

pytestmark = pytest.mark.usefixtures("founding")

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
State = LinkCheck.State


def held() -> dict[str, set[str]]:
    """The titles of the resources that give each address."""
    return {check.url: {str(use.giver) for use in check.uses.all()} for check in LinkCheck.objects.all()}


# Which there are


@pytest.fixture(autouse=True)
def _no_other_link(founding: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ResourceFile.objects.exclude(url="").delete()
    ResourcePage.objects.update(description="")
    # What other pages and records give is told in test_everywhere.py.
    monkeypatch.setattr("cms.links.collecting.givers", lambda: [ResourcePage])


def test_addresses_of_files_and_of_texts_are_held_once() -> None:
    text = '<p>Voir <a href="https://un.example/a?b=1&amp;c=2">ici</a> et <a id="3" linktype="page">là</a>.</p>'
    resource("Premier", "https://un.example/", "https://deux.example/", description=text)
    resource("Second", "https://un.example/")
    assert collect() == 3
    assert held() == {
        "https://un.example/": {"Premier", "Second"},
        "https://deux.example/": {"Premier"},
        "https://un.example/a?b=1&c=2": {"Premier"},
    }
    assert collect() == 0


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "ftp://un.example/", "https://un.example/" + "x" * 990])
def test_what_is_not_asked_is_not_held(url: str) -> None:
    resource("Premier", "https://un.example/", description=f'<a href="{url}">là</a> <a href="http://[">x</a>')
    collect()
    assert list(held()) == ["https://un.example/"]


@pytest.mark.parametrize("hidden", ["draft", "withdrawn", "deleted", "another address"])
def test_what_no_public_resource_gives_is_forgotten(hidden: str, django_capture_on_commit_callbacks: Any) -> None:
    page: Any = resource("Premier", "https://un.example/")
    collect()
    assert held()
    with django_capture_on_commit_callbacks(execute=True):
        if hidden == "draft":
            page.unpublish()
        elif hidden == "deleted":
            page.delete()
        elif hidden == "withdrawn":
            page.status = ResourceStatus.WITHDRAWN
            page.save_revision().publish()
        else:
            page.files = [ResourceFile(label="Ailleurs", url="https://deux.example/")]
            page.save_revision().publish()
    if hidden == "deleted":
        collect()
    assert list(held()) == (["https://deux.example/"] if hidden == "another address" else [])


def test_publishing_one_leaves_the_others(django_capture_on_commit_callbacks: Any) -> None:
    resource("Premier", "https://un.example/")
    collect()
    with django_capture_on_commit_callbacks(execute=True):
        resource("Second", "https://deux.example/")
    assert set(held()) == {"https://un.example/", "https://deux.example/"}


def test_they_are_compared_in_bulk(django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        resource(f"Ressource {number}", f"https://site{number}.example/")
    with django_assert_max_num_queries(16):
        assert collect() == 30
    with django_assert_max_num_queries(9):
        assert collect() == 0


# How they are asked


class Told:
    """A clock that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.time = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def clock(self, now: datetime = NOW) -> Clock:
        return Clock(now=lambda: now + timedelta(seconds=self.time), monotonic=lambda: self.time, sleep=self.sleep)


def links(*urls: str, **values: Any) -> None:
    resource("Une ressource", *urls)
    collect()
    LinkCheck.objects.update(**{"next_check_at": NOW} | values)


def state_of(url: str) -> LinkCheck:
    return LinkCheck.objects.get(url=url)


class Site:
    """A real server under any name; `status` is what each path answers, 200 if it is not there."""

    def __init__(self, endpoint: tuple[str, int]) -> None:
        self.port = endpoint[1]
        self.ask = partial(fetch, allowance=Allowance(frozenset({endpoint}), resolve=lambda host, port: [HOST]))

    def url(self, target: str, host: str = "site.example") -> str:
        return f"http://{host}:{self.port}{target}"


def respond(request: Request) -> Iterable[bytes]:
    if request.target == "/head" and request.method == "HEAD":
        return answer(405)
    if request.target == "/coupe" and request.method == "HEAD":
        return []
    if request.target == "/plus-tard":
        return answer(429, "Retry-After: 7200")
    return answer(404 if request.target == "/perdu" else 200, body=b"" if request.method == "HEAD" else b"x")


@pytest.fixture
def web() -> Iterator[Any]:
    with serving(respond) as server:
        yield server


@pytest.fixture
def site(web: Any) -> Site:
    return Site(web.endpoint)


def test_a_head_is_enough_where_it_is_well_answered(web: Any, site: Site) -> None:
    links(site.url("/a"))
    assert Checker(site.ask, Told().clock()).run() == {State.GOOD: 1}
    assert web.asked == [("HEAD", "/a")]
    check = state_of(site.url("/a"))
    assert (check.state, check.status, check.checked_at) == (State.GOOD, 200, NOW)
    assert check.next_check_at == NOW + timedelta(days=30)


@pytest.mark.parametrize(
    ("target", "state"), [("/head", State.GOOD), ("/coupe", State.GOOD), ("/perdu", State.FAILING)]
)
def test_a_get_confirms_what_a_head_refuses(web: Any, site: Site, target: str, state: str) -> None:
    links(site.url(target))
    Checker(site.ask, Told().clock()).run()
    assert web.asked == [("HEAD", target), ("GET", target)]
    assert state_of(site.url(target)).state == state


def test_a_host_is_not_hurried(web: Any, site: Site) -> None:
    told = Told()
    links(
        site.url("/1", "un.example"),
        site.url("/2", "un.example"),
        site.url("/3", "deux.example"),
        site.url("/head", "un.example"),
    )
    Checker(site.ask, told.clock()).run()
    # Four requests to one host, one to another in between.
    assert told.slept == [PAUSE, PAUSE, PAUSE]
    assert web.asked == [("HEAD", "/3"), ("HEAD", "/1"), ("HEAD", "/2"), ("HEAD", "/head"), ("GET", "/head")]


def test_a_host_that_asks_for_time_is_left_alone(web: Any, site: Site) -> None:
    links(site.url("/plus-tard"), site.url("/z"), site.url("/b", "autre.example"))
    assert Checker(site.ask, Told().clock()).run() == {"postponed": 2, State.GOOD: 1}
    assert web.asked == [("HEAD", "/b"), ("HEAD", "/plus-tard")]
    for target in ("/plus-tard", "/z"):
        check = state_of(site.url(target))
        assert (check.state, check.next_check_at) == (State.WAITING, NOW + timedelta(hours=2))


def test_an_address_inside_is_never_asked(web: Any, site: Site) -> None:
    links(site.url("/a"))
    other = Allowance(frozenset({("127.0.0.2", site.port)}), resolve=lambda host, port: [HOST])
    assert Checker(partial(fetch, allowance=other), Told().clock()).run() == {State.FAILING: 1}
    assert not web.requests
    assert "public" in state_of(site.url("/a")).message


def good(url: str, method: str) -> Answer:
    return Answer(url, 200)


def test_a_run_is_bounded() -> None:
    links(*[f"https://site{number}.example/" for number in range(5)])
    told = Told()

    def slow(url: str, method: str) -> Answer:
        told.time += 20
        return Answer(url, 200)

    assert Checker(good, told.clock()).run(most=2) == {State.GOOD: 2}
    assert Checker(slow, told.clock()).run(longest=timedelta(seconds=30)) == {State.GOOD: 2}
    assert Checker(good, told.clock()).run() == {State.GOOD: 1}
    assert Checker(good, told.clock()).run() == {}
    assert Checker(good, told.clock()).run(everything=True) == {State.GOOD: 5}


def test_one_forgotten_meanwhile_changes_nothing() -> None:
    links("https://un.example/")

    def forgotten(url: str, method: str) -> Answer:
        LinkCheck.objects.all().delete()
        return Answer(url, 200)

    Checker(forgotten, Told().clock()).run()
    assert not LinkCheck.objects.exists()


# When they are told broken


def played(*answers: tuple[int, int | None]) -> list[str]:
    """The states of an address that answers, on each day, a status, or nothing for None."""
    links("https://un.example/")
    states = []
    for day, status in answers:

        def ask(url: str, method: str, status: int | None = status) -> Answer:
            if status is None:
                raise Unreachable("Ce site ne répond pas.")
            return Answer(url, status)

        LinkCheck.objects.update(next_check_at=NOW)
        Checker(ask, Told().clock(NOW + timedelta(days=day))).run()
        states.append(LinkCheck.objects.get().state)
    return states


F, B, G, C = State.FAILING, State.BROKEN, State.GOOD, State.CLOSED


@pytest.mark.parametrize(
    ("answers", "states"),
    [
        ([(0, 500), (1, 500), (2, 500)], [F, F, B]),
        ([(0, None), (1, None), (2, None)], [F, F, B]),
        # Three times, but within two days.
        ([(0, 500), (1, 500), (1, 500)], [F, F, F]),
        # Over two days, but twice.
        ([(0, 500), (5, 500)], [F, F]),
        ([(0, 404), (1, 404)], [F, B]),
        ([(0, 410), (1, 404)], [F, B]),
        ([(0, 404), (1, 500), (2, 404)], [F, F, B]),
        ([(0, 404), (1, 500), (1, 404)], [F, F, F]),
        ([(0, 404), (1, 200), (2, 404)], [F, G, F]),
        ([(0, 404), (1, 404), (2, 500), (3, 200), (4, 404)], [F, B, B, G, F]),
        ([(0, 403), (1, 999), (2, 401)], [C, C, C]),
    ],
)
def test_broken_is_what_fails_long_enough(answers: list[Any], states: list[str]) -> None:
    assert played(*answers) == states


@pytest.mark.parametrize(("failures", "days"), [(0, 1), (1, 3), (2, 7), (9, 7)])
def test_what_fails_is_asked_again_less_and_less(failures: int, days: int) -> None:
    check = LinkCheck(url="https://un.example/", failures=failures, failing_since=NOW)
    verdict = judging.judged(check, 500, "", NOW)
    assert (verdict.next_check_at, verdict.failures) == (NOW + timedelta(days=days), failures + 1)
    assert verdict.message == "Le site répond par une erreur (code 500)."


@pytest.mark.parametrize(
    ("status", "given", "wait"),
    [
        (429, "7200", timedelta(hours=2)),
        (503, "7200", timedelta(hours=2)),
        (429, http_date((NOW + timedelta(hours=3)).timestamp()), timedelta(hours=3)),
        (503, http_date((NOW - timedelta(hours=3)).timestamp()), timedelta(hours=1)),
        (429, "1", timedelta(hours=1)),
        (429, "9" * 50, timedelta(days=7)),
        (429, "", timedelta(days=1)),
        (429, "bientôt", timedelta(days=1)),
        (503, "", None),
        (500, "7200", None),
    ],
)
def test_when_a_host_wants_to_be_asked_again(status: int, given: str, wait: timedelta | None) -> None:
    later = judging.told_later(Answer("", status, {"retry-after": given}), NOW)
    assert later == (None if wait is None else NOW + wait)


# In the background, and by hand


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were asked, all of which answer."""
    found: list[str] = []

    def ask(self: Checker, url: str, host: str, method: str) -> Answer:
        found.append(url)
        return Answer(url, 200)

    monkeypatch.setattr(Checker, "_paced", ask)
    return found


def planned() -> list[datetime]:
    tasks_found = DBTaskResult.objects.filter(task_path=tasks.check_links.module_path, status="READY")
    return sorted(tasks_found.values_list("run_after", flat=True))


def test_each_run_plans_the_next(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    resource("Une ressource", "https://un.example/", "https://deux.example/")
    assert tasks.check_links.func() == {"new": 2, State.GOOD: 2}
    assert len(planned()) == 1
    run_within(tasks.check_links, timedelta(days=1))
    assert len(planned()) == 1
    # What is left is for soon.
    monkeypatch.setattr(Checker, "run", lambda checker: Counter())
    LinkCheck.objects.update(next_check_at=NOW - timedelta(days=1000))
    tasks.check_links.func()
    assert len(planned()) == 2


def test_the_command(asked: list[str]) -> None:
    resource("Une ressource", "https://un.example/")

    def said(*options: str) -> str:
        out = StringIO()
        call_command("check_links", *options, stdout=out)
        return out.getvalue()

    assert said("--dry-run") == "Nothing asked: 0 addresses would be.\n"
    assert said() == "1 new addresses. Asked: 1 bon.\n" and asked == ["https://un.example/"]
    assert said() == "0 new addresses. Asked: nothing was due.\n"
    assert said("--dry-run", "--all") == "https://un.example/\nNothing asked: 1 addresses would be.\n"
    assert len(asked) == 1
    assert said("--all") == "0 new addresses. Asked: 1 bon.\n" and len(asked) == 2
