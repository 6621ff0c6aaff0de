"""Territories in the admin, where nobody reads a list of 36,000."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from events.models import EventPage
from network.models import Territory
from network.territories_input import TerritoriesInput

pytestmark = pytest.mark.usefixtures("founding")

HEAVY = 600_000  # bytes; a list of every commune is four times that


def pk(code: str, kind: str = "commune") -> str:
    return str(Territory.objects.get(kind=kind, code=code).pk)


def read(typed: str) -> list[str]:
    return TerritoriesInput().value_from_datadict({"places": typed}, {}, "places")


def test_several_territories_are_written_one_a_line() -> None:
    typed = (
        "Saint-Nazaire (44184)\r\n\r\nNormandie (région)\r\nManche (50)\r\nDe Saint-Nazaire au Pays de Retz\r\n72181"
    )
    area = pk("saint-nazaire-pays-de-retz", "secteur")
    wanted = [pk("44184"), pk("28", "region"), pk("50", "departement"), area, pk("72181")]
    assert read(typed) == wanted
    shown = TerritoriesInput().format_value(wanted)
    assert shown.splitlines()[:2] == ["Saint-Nazaire (44184)", "Normandie (région)"]
    assert read(shown) == wanted


@pytest.mark.parametrize("typed", ["Nulle part (99999)", "Nantes", "Nantes (44184)", "1", "999999999999999999999"])
def test_what_names_no_territory_is_refused_as_typed(typed: str) -> None:
    field = EventPage._meta.get_field("territories").formfield(widget=TerritoriesInput)
    [value] = read(typed)
    assert typed in value
    with pytest.raises(Exception, match=typed.split(" ", maxsplit=1)[0]):
        field.clean([value])


def test_the_form_of_an_event_does_not_list_france(admin_client: Client) -> None:
    event = EventPage.objects.first()
    answer = admin_client.get(reverse("wagtailadmin_pages:edit", args=[event.pk]))
    assert len(answer.content) < HEAVY
    assert BeautifulSoup(answer.content, "html.parser").select_one("textarea[name=territories]")


def test_the_form_of_a_territory_does_not_list_france(admin_client: Client) -> None:
    answer = admin_client.get(reverse(Territory.snippet_viewset.get_url_name("edit"), args=[pk("44184")]))
    assert answer.status_code == 200 and len(answer.content) < HEAVY


@pytest.mark.parametrize("typed", ["st naz", "4418", "44600", "Saint-Nazaire"])
def test_one_territory_is_chosen_by_name_code_or_postcode(admin_client: Client, typed: str) -> None:
    chooser = Territory.snippet_viewset.chooser_viewset
    answer = admin_client.get(reverse(chooser.get_url_name("choose_results")), {"q": typed})
    assert "Saint-Nazaire (44184)" in answer.content.decode()


def test_the_list_is_searched_too(admin_client: Client) -> None:
    answer = admin_client.get(reverse(Territory.snippet_viewset.get_url_name("list_results")), {"q": "Saint-Naz"})
    assert "Saint-Nazaire" in answer.content.decode()
