"""How far apart two words are, and which of those an index knows may have been meant."""

from collections.abc import Iterable

from . import french

MAX_CORRECTIONS = 3  # words of one question
MAX_CANDIDATES = 10  # for one word
_SHORTEST = 4
# The first letter is trusted, whatever its accent.
_ACCENTED = {"a": "aàâä", "c": "cç", "e": "eéèêë", "i": "iîï", "o": "oôöœ", "u": "uùûü", "y": "yÿ"}


def tolerance(word: str) -> int:
    """Edits allowed: none under 4 letters, one up to 7, two above."""
    if len(word) < _SHORTEST:
        return 0
    return 1 if len(word) <= 7 else 2


def initials(word: str) -> str:
    """The first letters that what was meant by `word` may have."""
    first = french.fold(word)[0]
    return _ACCENTED.get(first, first)


def near(word: str, known: Iterable[str]) -> list[tuple[int, str]]:
    """(edits, term) for the `known` words within the tolerance of `word` that begin with its letter, accents apart."""
    wanted = french.fold(word)
    allowed = tolerance(wanted)
    if not allowed:
        return []
    letters, found = set(wanted), []
    for term in known:
        folded = french.fold(term)
        # Each edit changes the length by one and the set of letters by two at most: cheap to rule out first.
        if folded[0] != wanted[0] or abs(len(folded) - len(wanted)) > allowed:
            continue
        if len(letters ^ set(folded)) <= 2 * allowed and (apart := distance(wanted, folded)) <= allowed:
            found.append((apart, term))
    return found


def best(counted: Iterable[tuple[int, int, str]]) -> list[str]:
    """The words to stand for another among (edits, documents that hold it, word): the nearest, commonest first."""
    ranked = sorted((apart, -count, word) for apart, count, word in counted if count)
    return [word for apart, _count, word in ranked if apart == ranked[0][0]][:MAX_CANDIDATES]


def distance(one: str, other: str) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours between two words (optimal string alignment)."""
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for row, left in enumerate(one, 1):
        current = [row]
        for column, right in enumerate(other, 1):
            cost = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (left != right))
            if row > 1 and column > 1 and left == other[column - 2] and one[row - 2] == right:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, previous = previous, current
    return previous[-1]
