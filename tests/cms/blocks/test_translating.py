"""Blocks in another language: words are translated one by one, numbers, dates, pictures and questions stay."""

from wagtail.models import Locale

from cms.models import HomePage
from tests.support.translations import translate

from .composing import make_page


def test_words_are_translated_and_the_rest_stays(home: HomePage) -> None:
    figure = {
        "id": "11111111-1111-1111-1111-111111111111",
        "type": "item",
        "value": {"value": "80", "unit": "", "label": "entreprises", "source": "Bilan", "source_date": "2023"},
    }
    moment = {
        "id": "22222222-2222-2222-2222-222222222222",
        "type": "item",
        "value": {"date": "2020-07", "title": "Ouverture", "text": ""},
    }
    table = {"caption": "Stages", "headers": "ligne", "text": "Jour\tLieu\nLundi\tCaen"}
    quote = {"text": "Le temps compte.", "name": "Camille", "consent_on": "2024-03-01", "source": ""}
    page = make_page(
        home,
        [
            {"type": "figures", "value": {"title": "En chiffres", "figures": [figure]}},
            {"type": "chronology", "value": {"title": "Histoire", "moments": [moment]}},
            {"type": "table", "value": table},
            {"type": "quote", "value": quote},
        ],
    )
    Locale.objects.get_or_create(language_code="en")
    translate(home, "en", {})
    texts = {
        "entreprises": "companies",
        "Ouverture": "Opening",
        "Le temps compte.": "Time matters.",
    }
    translate(page, "en", texts)
    other = page.get_translations().get().specific
    figures, chronology, cells, words = (block.value for block in other.body)
    assert (figures["figures"][0]["value"], figures["figures"][0]["label"]) == (80, "companies")
    assert figures["figures"][0]["source_date"] == "2023"
    assert (chronology["moments"][0]["date"], chronology["moments"][0]["title"]) == ("2020-07", "Opening")
    assert cells["headers"] == "ligne" and cells["text"] == "Jour\tLieu\nLundi\tCaen"
    assert (words["text"], str(words["consent_on"])) == ("Time matters.", "2024-03-01")
