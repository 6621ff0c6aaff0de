"""Tables pasted from a spreadsheet."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.blocks.tables import cells
from cms.models import ContentPage, HomePage

from .composing import make_page, shown


@pytest.mark.parametrize(
    ("pasted", "rows"),
    [
        ("Année\tStages\n2020\t12", [["Année", "Stages"], ["2020", "12"]]),
        ("Année\tStages\r\n2020\t12\r\n\r\n", [["Année", "Stages"], ["2020", "12"]]),
        ("Année;Stages\n2020;12", [["Année", "Stages"], ["2020", "12"]]),
        ('Lieu\tQuand\n"Caen\n2e étage"\tlundi', [["Lieu", "Quand"], ["Caen 2e étage", "lundi"]]),
        ("A\tB;C\n1\t2", [["A", "B;C"], ["1", "2"]]),
        ("A\tB\t\n1\n2\t3\t", [["A", "B"], ["1", ""], ["2", "3"]]),
        ("A\tB\n\u00a0\t \n1\t2", [["A", "B"], ["1", "2"]]),
        ('A\tB\n"ouvert\t2', [["A", "B"], ["ouvert 2", ""]]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_what_was_pasted_is_cut_into_cells(pasted: str, rows: list[list[str]]) -> None:
    assert cells(pasted) == rows


def table(client: Client, home: HomePage, headers: str) -> Any:
    value = {"caption": "Stages", "headers": headers, "text": "\tStages\n2020\t12"}
    page = make_page(home, [{"type": "table", "value": value}])
    return BeautifulSoup(shown(client, page), "html.parser").select_one("main .table")


@pytest.mark.parametrize(
    ("headers", "columns", "rows"),
    [("ligne", ["Stages"], []), ("colonne", [], ["", "2020"]), ("deux", ["Stages"], ["2020"])],
)
def test_titles_are_said_of_lines_and_columns(
    client: Client, home: HomePage, headers: str, columns: list[str], rows: list[str]
) -> None:
    found = table(client, home, headers)
    assert [cell.get_text() for cell in found.select("th[scope=col]")] == columns
    assert [cell.get_text() for cell in found.select("th[scope=row]")] == rows


def test_a_table_scrolls_with_the_keyboard_under_its_name(client: Client, home: HomePage) -> None:
    found = table(client, home, "deux")
    assert found["tabindex"] == "0" and found["role"] == "region" and found["aria-label"] == "Stages"
    assert found.caption.get_text() == "Stages"


def test_what_is_pasted_is_never_html(client: Client, home: HomePage) -> None:
    value = {"caption": "<b>T</b>", "headers": "ligne", "text": "<script>a</script>\tB\n<img src=x>\t2"}
    page = make_page(home, [{"type": "table", "value": value}])
    soup = BeautifulSoup(shown(client, page), "html.parser").select_one("main .table")
    assert not soup.select("script, img, b")


def test_a_table_may_be_half_written_in_a_draft(home: HomePage) -> None:
    page: Any = make_page(home, live=False)
    for text in ("", "seul", "\t", '"'):
        page.body = [("table", {"caption": "", "headers": None, "text": text})]
        page.save_revision(clean=False)
        assert (
            ContentPage.objects.get(pk=page.pk).get_latest_revision_as_object().make_preview_request().status_code
            == 200
        )
