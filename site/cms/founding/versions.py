"""The founding language versions: what wagtail-localize keeps of a page's translation, given passage by passage."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, StrictStr
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.text import plain

from .problems import nearest
from .registry import FileKind, register

_UNSAID = {"slug", "seo_title"}  # passages that a version takes as they are


class Passage(BaseModel):
    model_config = ConfigDict(extra="forbid")
    source: StrictStr
    version: StrictStr


class PageVersion(BaseModel):
    """`page`: the address of the French page. Each of its passages must be given, and nothing else."""

    model_config = ConfigDict(extra="forbid")
    page: StrictStr
    passages: list[Passage]


class PageVersions:
    """The versions in one language, in the place of a model's rows (`registry.Storage`)."""

    schema = PageVersion

    def __init__(self, language: str) -> None:
        self.language = language

    def stored(self) -> dict[str, int]:
        """Those made, by the address of the French page; a copy that waits for its words is none."""
        versions = Page.objects.filter(locale__language_code=self.language, alias_of=None)
        pages = {page.translation_key: page for page in _french()}
        return {_address(pages[each.translation_key]): each.pk for each in versions if each.translation_key in pages}

    def create(self, values: dict[str, Any]) -> int:
        """Publishes the version. Raises ValidationError when it is not a version of that page."""
        pages = {_address(page): page for page in _french()}
        if values["page"] not in pages:
            raise ValidationError({"page": _("aucune page à cette adresse.") + nearest(values["page"], pages)})
        source, _made = TranslationSource.update_or_create_from_instance(pages[values["page"]].specific)
        locale = Locale.objects.get(language_code=self.language)
        self._say(source, locale, {_one_line(each["source"]): each["version"] for each in values["passages"]})
        translation, _made = Translation.objects.get_or_create(source=source, target_locale=locale)
        source.create_or_update_translation(locale, publish=False, copy_parent_pages=True, fallback=True)
        # Published here: wagtail-localize would do it after the transaction, with what the tree was before it.
        version = translation.get_target_instance()
        version.get_latest_revision().publish()
        return int(version.pk)

    def _say(self, source: TranslationSource, locale: Locale, said: dict[str, str]) -> None:
        segments = [
            segment
            for segment in source.stringsegment_set.select_related("string", "context")
            if segment.context.path not in _UNSAID
        ]
        passages = {_one_line(plain(segment.string.data)) for segment in segments}
        unsaid = _("la page ne dit pas : « %(text)s ».")
        forgotten = _("ce passage de la page n’a pas de version : « %(text)s ».")
        wrong = [forgotten % {"text": text} for text in sorted(passages - said.keys())]
        wrong += [unsaid % {"text": text} + nearest(text, passages) for text in sorted(said.keys() - passages)]
        if wrong:
            raise ValidationError({"passages": wrong})
        for segment in segments:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=locale,
                context=segment.context,
                defaults={
                    "data": said[_one_line(plain(segment.string.data))],
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                },
            )


def _french() -> Iterable[Page]:
    return Page.objects.filter(locale=Locale.get_default(), depth__gt=1).order_by("path")


def _address(page: Page) -> str:
    """« /projets/ser-sip/ »: without the home page, that every address begins with."""
    return "/" + page.url_path.strip("/").partition("/")[2] + ("/" if page.depth > 2 else "")


def _one_line(text: str) -> str:
    return " ".join(text.split())


for _language, _name in (("fr-simple", "versions simples"), ("en", "versions anglaises")):
    register(
        FileKind(
            name=_name,
            pattern=f"versions/{_language}/*.yaml",
            order=96,
            model=Page,
            fields=(),
            key=("page",),
            storage=PageVersions(_language),
        )
    )
