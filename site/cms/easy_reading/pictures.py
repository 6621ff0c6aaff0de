"""Pictures beside the text of a simple version, as the European standard asks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.models import Page

from cms.glossary import current_glossary
from cms.models import PassagePicture, SiteImage
from cms.text import plain
from editions.memory import remembered

from .sentences import sentences
from .sides import passages_of

_SAME = 0.6  # from this likeness on, a passage is the one the picture was chosen for, rewritten
_BESIDE = "max-400x400|format-webp"
_PROPOSED = 6
_SHORTEST = 5  # letters of a word that says what a picture may be about
_ELEMENT = re.compile(r"<(p|h2|h3|dd|li)\b[^>]*>(?=((?:(?!</\1>).)*)</\1>)", re.DOTALL)


@dataclass(frozen=True)
class Beside:
    text: str
    html: SafeString


def pictures_of(page: Page) -> list[PassagePicture]:
    return list(PassagePicture.objects.filter(page=page.pk).select_related("image").order_by("pk"))


def placed(pictures: Iterable[PassagePicture], passages: Sequence[str]) -> dict[str, PassagePicture]:
    """By passage, its picture: the one chosen for these very words, else for those they most resemble."""
    found: dict[str, PassagePicture] = {}
    left = []
    for picture in pictures:
        if picture.text in passages and picture.text not in found:
            found[picture.text] = picture
        else:
            left.append(picture)
    for picture in left:
        free = [(_likeness(picture.text, text), text) for text in passages if text not in found]
        likeness, text = max(free, default=(0.0, ""))
        if likeness >= _SAME:
            found[text] = picture
    return found


def with_pictures(html: str, page: Page) -> str:
    """The same HTML (trusted, as any template output), each picture at the head of the passage it stands beside."""
    left = {beside.text: beside.html for beside in _shown(page)}
    if not left:
        return html
    return _ELEMENT.sub(lambda found: found[0] + left.pop(plain(found[2]), ""), html)


def proposed(text: str) -> list[SiteImage]:
    """Pictures of the library whose title or tags say a word of the passage, or what the glossary says of one."""
    wanted = _words(text)
    pattern = current_glossary().pattern
    for term in pattern.findall(text) if pattern else []:
        wanted |= _words(current_glossary().by_term[term].expansion) | {term.lower()}
    images = SiteImage.objects.prefetch_related("tags").order_by("-created_at")
    found = [(len(wanted & _words(_said_of(image), shortest=2)), image) for image in images[:500]]
    found.sort(key=lambda pair: -pair[0])
    return [image for common, image in found if common][:_PROPOSED]


def _shown(page: Page) -> list[Beside]:
    """Those of a published page, asked once an edition."""
    return remembered(("cms.pictures", page.pk), lambda: _read(page)) if page.pk else []


def _read(page: Page) -> list[Beside]:
    pictures = pictures_of(page)
    if not pictures:
        return []
    found = placed(pictures, passages_of(page))
    return [Beside(text, _image(picture)) for text, picture in found.items()]


def _image(picture: PassagePicture) -> SafeString:
    rendition = picture.image.get_rendition(_BESIDE)
    return format_html(
        '<img class="beside" src="{}" width="{}" height="{}" alt="{}">',
        rendition.url,
        rendition.width,
        rendition.height,
        picture.alternative,
    )


def _said_of(image: SiteImage) -> str:
    return " ".join([image.title, *(tag.name for tag in image.tags.all())])


def _words(text: str, shortest: int = _SHORTEST) -> set[str]:
    """In small letters, an article left out, the same in the plural."""
    spoken = (word.lower().split("’")[-1].split("'")[-1] for each in sentences(text) for word in each.words)
    return {word.removesuffix("s") for word in spoken if len(word) >= shortest}


def _likeness(before: str, after: str) -> float:
    return SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio()
