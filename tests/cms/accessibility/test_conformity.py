"""The rate and the state are those of the RGAA, and of nobody's opinion."""

import re
from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.accessibility.conformity import Conformity, Rate, Result, is_complete, mean_rate, rate, state, valid_until
from cms.accessibility.rgaa import criteria, topics

results = st.sampled_from(Result.values)


def test_the_criteria_are_those_of_the_rgaa() -> None:
    assert len(criteria()) == 106
    # The thirteen topics of version 4.1.2, with how many criteria each has.
    assert list(Counter(each.topic for each in criteria().values()).values()) == [
        9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12,
    ]  # fmt: skip
    assert sum(map(len, topics().values())) == 106
    assert criteria()["1.1"].title == "Chaque image porteuse d’information a-t-elle une alternative textuelle ?"
    assert not [each.number for each in criteria().values() if re.search(r"\]\(|[\[<#*`]", each.title)]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([["C"]], Rate(1, 1)),
        ([["NA"]], Rate(0, 0)),
        ([["D"]], Rate(0, 0)),
        ([["NA", "C"]], Rate(1, 1)),
        ([["D", "C"]], Rate(1, 1)),
        ([["C", "NC"]], Rate(0, 1)),
        ([["NA", "NC"]], Rate(0, 1)),
        ([["C", "C"], ["C", "NC"], ["NA", "NA"]], Rate(1, 2)),
    ],
    ids=[
        "met", "nowhere", "excused", "here only", "excused there", "one page is enough", "fails", "three",
    ],
)  # fmt: skip
def test_a_criterion_is_met_where_no_page_fails_it(found: list[list[str]], expected: Rate) -> None:
    assert rate(found) == expected


@given(st.lists(st.lists(results, min_size=1, max_size=4), max_size=20))
def test_the_rate_is_that_of_the_definition(grid: list[list[str]]) -> None:
    met = [row for row in grid if "C" in row and all(result in ("C", "NA", "D") for result in row)]
    applicable = [row for row in grid if "C" in row or "NC" in row]
    assert rate(grid) == Rate(len(met), len(applicable))


@pytest.mark.parametrize(
    ("met", "applicable", "expected", "percent"),
    [
        (106, 106, Conformity.FULL, 100),
        (1, 1, Conformity.FULL, 100),
        (105, 106, Conformity.PARTIAL, 99),
        (53, 106, Conformity.PARTIAL, 50),
        (52, 106, Conformity.NONE, 49),
        (51, 103, Conformity.NONE, 49),
        (0, 106, Conformity.NONE, 0),
        (0, 0, Conformity.NONE, 0),
    ],
)
def test_the_state_follows_the_exact_rate(met: int, applicable: int, expected: Conformity, percent: int) -> None:
    """51 of 103 is 49.51 %: rounded, it would be half."""
    found = Rate(met, applicable)
    assert (state(found), found.percent) == (expected, percent)


@given(st.integers(1, 106).flatmap(lambda all_: st.tuples(st.integers(0, all_), st.just(all_))))
def test_the_figure_never_says_more_than_the_state(counts: tuple[int, int]) -> None:
    found = Rate(*counts)
    assert (found.percent == 100) == (state(found) == Conformity.FULL)
    assert (found.percent >= 50) == (state(found) != Conformity.NONE)


def test_the_mean_is_that_of_pages() -> None:
    assert mean_rate([["C", "C"], ["C", "NC", "NA"]]) == Fraction(3, 4)
    assert mean_rate([]) == 0


def test_an_audit_without_a_page_is_not_complete() -> None:
    assert not is_complete([], ["1.1"])
    assert not is_complete([{"1.1": "C"}, {}], ["1.1"])
    assert is_complete([{"1.1": "C"}, {"1.1": "NA"}], ["1.1"])


def test_results_are_told_for_three_years() -> None:
    assert valid_until(date(2026, 9, 14)) == date(2029, 9, 14)
    assert valid_until(date(2024, 2, 29)) == date(2027, 2, 28)
