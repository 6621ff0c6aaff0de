"""Tables that spreadsheets open, and run nothing of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.spreadsheets import csv_response, safe_cell, said_by


@pytest.mark.parametrize("cell", ["=1+1", "+33", "-2", "@cmd", "\tx", "\rx"])
def test_no_cell_is_run_by_a_spreadsheet(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"
    assert safe_cell(f"a{cell}") == f"a{cell}"


def test_a_table_is_a_file_in_unicode_with_its_mark() -> None:
    answer = csv_response("essai.csv", [["titre", "nombre"], ["Été ; hiver", "=2"]])
    assert answer.content == '\ufefftitre;nombre\r\n"Été ; hiver";\'=2\r\n'.encode()
    assert answer["Content-Disposition"] == 'attachment; filename="essai.csv"'


@given(st.text(alphabet="'=+-@\t\ra", max_size=6))
def test_what_was_made_safe_can_be_read_again(value: str) -> None:
    assert said_by(safe_cell(value)) == value
