"""A picture beside a passage of a simple version: chosen in the admin, shown on that version alone."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from accounts.models import User
from cms.easy_reading.sides import sides_of
from cms.founding.roles import PUBLISHERS
from cms.models import PassagePicture, SiteImage
from network.models import ProjectPage
from tests.support.groups import everywhere_editors
from tests.support.translations import translate

# Wagtail leaves the file it makes a rendition in to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning")

STANDARD, PASSAGE = "Lever les freins", "Enlever ce qui bloque"


@pytest.fixture
def publisher(client: Client, founding: None) -> Client:
    return signed_in(PUBLISHERS)


def signed_in(group: str) -> Client:
    user = User.objects.create_user(group)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def image(founding: None) -> SiteImage:
    return SiteImage.objects.create(title="Une porte fermée", file=get_test_image_file())


def address(page: ProjectPage, text: str = PASSAGE) -> str:
    number = [passage.simple for passage in sides_of(page).passages].index(text)
    return reverse("easy_reading:picture", args=[page.pk, number])


def read(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def beside(client: Client, page: ProjectPage) -> list[Tag]:
    return list(read(client, page.url).select("img.beside"))


def choose(client: Client, page: ProjectPage, image: SiteImage, alternative: str = "") -> None:
    answer = client.post(address(page), {"image": image.pk, "alternative": alternative})
    assert answer.status_code == 302


def test_a_picture_stands_beside_its_passage_and_on_no_other_version(
    publisher: Client, client: Client, standard: ProjectPage, simple: ProjectPage, image: SiteImage
) -> None:
    assert beside(client, simple) == []
    choose(publisher, simple, image, "Une porte fermée à clé")
    (shown,) = beside(client, simple)
    assert shown["alt"] == "Une porte fermée à clé"
    assert " ".join(shown.parent.get_text(" ").split()) == PASSAGE
    assert beside(client, standard) == []


def test_a_picture_that_says_nothing_more_is_silent(
    publisher: Client, client: Client, simple: ProjectPage, image: SiteImage
) -> None:
    choose(publisher, simple, image)
    assert beside(client, simple)[0]["alt"] == ""


def test_a_picture_follows_its_passage_when_it_is_rewritten_and_leaves_what_says_another_thing(
    publisher: Client,
    client: Client,
    standard: ProjectPage,
    simple: ProjectPage,
    image: SiteImage,
    django_capture_on_commit_callbacks: Callable,
) -> None:
    choose(publisher, simple, image)
    for text, count in (("Enlever tout ce qui bloque", 1), ("Des aides nouvelles", 0)):
        with django_capture_on_commit_callbacks(execute=True):
            translate(standard, "fr-simple", {STANDARD: text})
        assert text in read(client, simple.url).main.get_text()
        assert len(beside(client, simple)) == count


def test_a_picture_is_changed_and_taken_away(
    publisher: Client, client: Client, simple: ProjectPage, image: SiteImage
) -> None:
    choose(publisher, simple, image, "Un")
    choose(publisher, simple, image, "Deux")
    assert [each["alt"] for each in beside(client, simple)] == ["Deux"]
    publisher.post(address(simple), {"remove": "1"})
    assert beside(client, simple) == []
    assert SiteImage.objects.filter(pk=image.pk).exists()


def test_pictures_of_the_portal_that_say_a_word_of_the_passage_are_proposed(
    publisher: Client, simple: ProjectPage, image: SiteImage
) -> None:
    assert "Aucune image du portail" in read(publisher, address(simple)).get_text()
    image.tags.add("bloque")
    SiteImage.objects.create(title="Un arbre", file=get_test_image_file())
    found = read(publisher, address(simple)).select(".easy-reading-pictures a")
    assert [(" ".join(each.get_text().split()), each["href"]) for each in found] == [
        ("Prendre : Une porte fermée", f"?image={image.pk}")
    ]
    form = read(publisher, f"{address(simple)}?image={image.pk}")
    assert form.find("input", attrs={"name": "image"})["value"] == str(image.pk)
    for odd in ("zz", "9" * 30, "-1", "0"):
        assert publisher.get(f"{address(simple)}?image={odd}").status_code == 200


def test_the_remarks_say_which_passages_have_none(publisher: Client, simple: ProjectPage, image: SiteImage) -> None:
    def bare() -> int:
        text = " ".join(read(publisher, reverse("easy_reading:remarks", args=[simple.pk])).get_text().split())
        return int(text.split(" passages n’ont pas d’image")[0].split()[-1])

    before = bare()
    choose(publisher, simple, image)
    assert bare() == before - 1
    page = read(publisher, reverse("easy_reading:version", args=[simple.pk]))
    assert len(page.select(".easy-reading-passages img")) == 1


def test_what_is_no_picture_is_refused_and_what_was_typed_kept(publisher: Client, simple: ProjectPage) -> None:
    answer = publisher.post(address(simple), {"image": "", "alternative": "Une clé"})
    assert answer.status_code == 422
    assert "Une clé" in answer.content.decode()
    assert not PassagePicture.objects.exists()
    assert publisher.get(reverse("easy_reading:picture", args=[simple.pk, 10**6])).status_code == 404


def test_who_may_not_publish_chooses_no_picture(founding: None, simple: ProjectPage, image: SiteImage) -> None:
    writer = signed_in(everywhere_editors().name)
    assert "Une personne qui peut publier" in read(writer, address(simple)).get_text()
    writer.post(address(simple), {"image": image.pk, "alternative": ""})
    assert not PassagePicture.objects.exists()
