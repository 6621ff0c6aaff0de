"""Whatever happens to a file on its way: an answer or a refusal, and nothing else."""

from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resources.extraction import Extraction, Inspection, Refusal, extract, inspect
from resources.reading.refused import Reason

from . import offices, pdfs

FILES = {
    "pdf": pdfs.typeset(), "bare.pdf": pdfs.bare(), "docx": offices.docx(), "xlsx": offices.xlsx(),
    "odp": offices.odp(), "pptx": offices.pptx(),
    "html": b"<html lang=fr><p>Du <b>texte</b><!-- a --><img src=a></html>", "txt": b"Du texte",
}  # fmt: skip
CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["cut", "drop", "put", "flip"]), st.binary(min_size=1, max_size=8)),
    min_size=1,
    max_size=4,
)


def changed(content: bytes, changes: list[tuple[float, str, bytes]]) -> bytes:
    for place, change, written in changes:
        at = int(place * len(content))
        rest = {
            "cut": b"",
            "drop": content[at + len(written) :],
            "put": written + content[at:],
            "flip": written + content[at + len(written) :],
        }
        content = content[:at] + rest[change]
    return content


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(list(FILES)), changes=CHANGES)
def test_any_change(tmp_path: Path, name: str, changes: list[tuple[float, str, bytes]]) -> None:
    path = tmp_path / "sent"
    path.write_bytes(changed(FILES[name], changes))
    answers = [asked(ask, path, f"guide.{name}") for ask in (inspect, extract)]
    assert not {Reason.CRASHED, Reason.TOO_SLOW, Reason.TOO_HEAVY} & set(answers)
    # What may enter can be read, and what may not is not.
    assert answers[0] == answers[1]


def asked(ask: Callable[[Path, str], object], path: Path, name: str) -> Reason | None:
    """Why not, None when there is an answer."""
    try:
        assert isinstance(ask(path, name), Extraction | Inspection)
    except Refusal as refused:
        return refused.reason
    return None
