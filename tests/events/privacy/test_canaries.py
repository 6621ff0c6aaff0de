"""When everything is due, nothing is left of anybody: in no table, no file, no letter, nor in the bytes erased."""

from pathlib import Path

import pytest

from .watching import watched
from .words import OF_PEOPLE, OF_THE_EVENT, TO_PEOPLE, Found

EVERYTHING = OF_PEOPLE | TO_PEOPLE | OF_THE_EVENT


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Found]:
    return watched("purged", tmp_path_factory.mktemp("purged"))


@pytest.mark.parametrize("moment", ["asked", "posted", "attended"])
def test_before_it_is_due_each_word_is_seen(found: dict[str, Found], moment: str) -> None:
    """The control of what follows."""
    assert found[moment].keys() == EVERYTHING


def test_words_are_seen_wherever_they_are_kept(found: dict[str, Found]) -> None:
    waiting, posted = found["asked"], found["posted"]
    assert "mail_message.calendar" in waiting["prenom"] and "mail_message.to" in waiting["mailduchef"]
    assert any(place.startswith("mail/") for place in posted["mot"])
    assert {"events_needs.note", "events_answer.value"} <= {*waiting["besoin"], *waiting["reponse"]}
    kept = {"search", "wagtailcore_revision.content", "wagtailcore_pagelogentry.label", "events_calendarentry.text"}
    assert kept <= set(waiting["titre"]), "what is said of the event goes everywhere"


def test_a_word_for_one_person_is_told_to_nobody_else(found: dict[str, Found]) -> None:
    """Whose place went to somebody else."""
    letters = [place for place in found["posted"]["mot"] if place.startswith("mail/")]
    assert len(letters) == 1 and letters[0] in found["posted"]["mailappel"]


def test_each_goes_at_its_own_time(found: dict[str, Found]) -> None:
    assert found["a month later"].keys() == EVERYTHING - {"besoin"}
    gone = {"besoin", "reponse", "mot", "attente", "mailattente", "appel", "mailappel", "seconde", "mailseconde"}
    assert found["three months later"].keys() == EVERYTHING - gone
    assert found["three years later"].keys() == OF_THE_EVENT


def test_at_last_nothing_is_left_of_anybody(found: dict[str, Found]) -> None:
    assert found["at last"].keys() == OF_THE_EVENT
    assert not [place for places in found["at last"].values() for place in places if place.startswith("mail/")]


def test_without_the_protections_it_is_left(tmp_path: Path) -> None:
    left = watched("unprotected", tmp_path)["at last"]
    places = {place.partition("/")[0] for name in left.keys() - OF_THE_EVENT for place in left[name]}
    assert places - {"passerelles.sqlite3"} == {"mail"}
