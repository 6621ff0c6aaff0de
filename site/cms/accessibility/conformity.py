"""What a grid of results says, as the RGAA counts it: nothing here is written by hand, so nothing can contradict it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# A declaration is made again three years after it was published, and rests on an audit still valid
# (accessibilite.numerique.gouv.fr/obligations/declaration-accessibilite). It comes first: counting from it is safe.
VALID_YEARS = 3
_HALF = Fraction(1, 2)


class Result(TextChoices):
    """Of a criterion on a page. What has none of them was not tested."""

    CONFORMING = "C", _("conforme")
    NON_CONFORMING = "NC", _("non conforme")
    NOT_APPLICABLE = "NA", _("non applicable")
    # Of a content that has an accessible alternative: its criteria are then not applicable. Without one they are.
    DEROGATION = "D", _("dérogation")


EXPLAINED = frozenset({Result.NON_CONFORMING, Result.DEROGATION})


class Conformity(TextChoices):
    """The three states that the French accessibility rules allow (decree 2019-768, article 4)."""

    FULL = "totale", _("totalement conforme")
    PARTIAL = "partielle", _("partiellement conforme")
    NONE = "non", _("non conforme")


@dataclass(frozen=True)
class Rate:
    """How many criteria are met, among those that apply."""

    met: int
    applicable: int

    @property
    def share(self) -> Fraction:
        """From 0 to 1; 0 where nothing applies, for then nothing was shown to be met."""
        return Fraction(self.met, self.applicable) if self.applicable else Fraction(0)

    @property
    def percent(self) -> int:
        """Rounded down: neither half nor all is said before it is there."""
        return percent(self.share)


def percent(share: Fraction) -> int:
    """A whole number of hundredths, rounded down."""
    return int(share * 100)


def rate(results: Iterable[Iterable[str]]) -> Rate:
    """Of criteria, each given as its results on every page.

    One applies where it does on one page at least; it is met where no page fails it.
    """
    applicable = [found for found in map(set, results) if found & {Result.CONFORMING, Result.NON_CONFORMING}]
    return Rate(sum(Result.NON_CONFORMING not in found for found in applicable), len(applicable))


def mean_rate(pages: Iterable[Iterable[str]]) -> Fraction:
    """The mean of the rates of pages, each given as the results of its criteria. 0 without a page."""
    shares = [rate([result] for result in page).share for page in pages]
    return sum(shares, Fraction(0)) / len(shares) if shares else Fraction(0)


def state(found: Rate) -> Conformity:
    """All met, half of them at least, or less."""
    if found.share == 1:
        return Conformity.FULL
    return Conformity.PARTIAL if found.share >= _HALF else Conformity.NONE


def is_complete(pages: Iterable[Mapping[str, str]], criteria: Iterable[str]) -> bool:
    """Whether there is a page, and each has a result for every criterion."""
    wanted, given = set(criteria), [set(page) for page in pages]
    return bool(given) and all(wanted <= page for page in given)


def valid_until(audited_on: date) -> date:
    """The last day on which the results of an audit may be told."""
    year = audited_on.year + VALID_YEARS
    try:
        return audited_on.replace(year=year)
    except ValueError:  # 29 February
        return audited_on.replace(year=year, day=28)
