"""What readers get of each block."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.models import ContentPage, HomePage
from search.registry import source_for_label

from .composing import make_page, shown


def body(client: Client, home: HomePage, name: str, value: Any) -> Any:
    page = make_page(home, [{"type": name, "value": value}])
    return BeautifulSoup(shown(client, page), "html.parser").select_one("main .wrap.stack")


def test_a_number_is_written_as_readers_write_it_with_its_source(client: Client, home: HomePage) -> None:
    figure = {
        "value": "1250.50",
        "unit": "h",
        "label": "de formation",
        "source": "Bilan",
        "source_url": "https://bilan.example/",
        "source_date": "2023-03",
    }
    found = body(client, home, "figures", {"title": "En chiffres", "figures": [figure]})
    assert " ".join(found.strong.get_text().split()) == "1 250,5 h"
    assert found.small.a["href"] == "https://bilan.example/"
    assert "mars 2023" in found.small.get_text()
    assert found.ul["aria-label"] == "En chiffres"


def test_a_chronology_is_in_the_order_of_its_dates(client: Client, home: HomePage) -> None:
    moments = [{"date": date, "title": f"En {date}", "text": ""} for date in ("2021-03-01", "2018", "2020-07")]
    found = body(client, home, "chronology", {"title": "Histoire", "moments": moments})
    assert [line.get_text() for line in found.select(".dates")] == ["2018", "juillet 2020", "1er mars 2021"]


def test_a_video_loads_nothing_from_elsewhere(client: Client, home: HomePage) -> None:
    value = {
        "title": "Un stage",
        "url": "https://videos.example/1",
        "duration": "4 min",
        "captions": "oui",
        "transcript": "<p>Camille parle.</p>",
    }
    found = body(client, home, "video", value)
    assert not found.select("iframe, video, img, script, link, object, embed")
    assert found.a["href"] == "https://videos.example/1"
    assert "videos.example" in found.get_text()
    assert "Camille parle." in found.details.get_text()


def test_the_day_of_a_leave_is_not_shown(client: Client, home: HomePage) -> None:
    value = {"text": "Le temps compte.", "name": "Camille", "consent_on": "2024-03-01", "source": ""}
    page = make_page(home, [{"type": "quote", "value": value}])
    html = shown(client, page)
    assert "Le temps compte." in html
    assert "2024" not in html


def test_several_texts_unfold(client: Client, home: HomePage) -> None:
    folds = [{"title": title, "text": "<p>Réponse</p>"} for title in ("Qui ?", "Où ?")]
    found = body(client, home, "accordion", folds)
    assert [each.get_text(strip=True) for each in found.select("details > summary")] == ["Qui ?", "Où ?"]


def test_a_button_leads_to_a_page_once_it_is_published(client: Client, home: HomePage) -> None:
    target = home.add_child(instance=ContentPage(title="Cible", slug="cible", live=False))
    page = make_page(home, [{"type": "button", "value": {"label": "Lire la suite", "page": target.pk, "url": ""}}])
    assert "Lire la suite" not in shown(client, page)
    target.save_revision().publish()
    found = BeautifulSoup(shown(client, page), "html.parser").select_one("main a.button")
    assert found["href"] == "/cible/"


@pytest.mark.parametrize("kept", [{"image": None}, {"image": 999}])
def test_a_picture_that_was_deleted_leaves_no_hole(client: Client, home: HomePage, kept: dict[str, Any]) -> None:
    assert not body(client, home, "figure", kept | {"alternative": "Deux personnes"}).select("img, figure")


def test_the_text_of_blocks_is_searched(home: HomePage) -> None:
    table = {"caption": "Stages", "headers": "ligne", "text": "Année\tCharpenterie\n2020\t12"}
    folds = [{"title": "Qui ?", "text": "<p>Menuiserie</p>"}]
    page = make_page(home, [{"type": "table", "value": table}, {"type": "accordion", "value": folds}])
    (document,) = source_for_label("cms.contentpage").documents(page)
    assert "Charpenterie" in document.body and "Menuiserie" in document.body
    assert "première ligne" not in document.body
