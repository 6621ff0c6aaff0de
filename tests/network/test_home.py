"""What the home page says of the territories."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from network.models import Organisation, Territory


@pytest.mark.usefixtures("founding")
def test_a_region_counts_the_projects_and_the_organisations_inside_it(client: Client) -> None:
    martinique = Territory.objects.get(kind="region", code="02")
    inside = Organisation.objects.filter(territory__in=Territory.objects.within(martinique), live=True).count()
    home = BeautifulSoup(client.get("/").content, "html.parser")
    card = home.find("a", href=martinique.get_absolute_url()).find_parent(class_="card")
    said = [" ".join(item.get_text().split()) for item in card.find_all("li")]
    assert said == ["1 projet", f"{inside} organisations"]
    assert inside > 1
