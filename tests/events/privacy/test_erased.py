"""Who asks that all of theirs be erased is forgotten at once: letters that wait do not leave."""

import pytest

from .watching import watched
from .words import OF_PEOPLE, OF_THE_EVENT, TO_PEOPLE, Found


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Found]:
    return watched("erased", tmp_path_factory.mktemp("erased"))


def test_before_they_ask_each_word_is_seen(found: dict[str, Found]) -> None:
    """The control of what follows."""
    assert found["asked"].keys() == OF_PEOPLE | TO_PEOPLE | OF_THE_EVENT


def test_at_once_no_table_and_no_letter_says_anything_of_them(found: dict[str, Found]) -> None:
    said = {name: places for name in found["erased"].keys() & OF_PEOPLE if (places := _but_journal(found, name))}
    assert not said


def test_by_the_next_day_no_byte_does(found: dict[str, Found]) -> None:
    assert found["the day after"].keys() == TO_PEOPLE | OF_THE_EVENT


def _but_journal(found: dict[str, Found], name: str) -> list[str]:
    """SQLite's files are cut at night."""
    return [place for place in found["erased"][name] if not place.startswith("passerelles.sqlite3")]
