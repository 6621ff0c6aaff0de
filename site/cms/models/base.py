from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager, PageViewRestriction, Revision
from wagtail.query import PageQuerySet

from cms.bin.place import OUTSIDE
from cms.blocks import TEXT_FEATURES
from cms.easy_reading.panel import EasyReadingPanel
from cms.languages import language_code
from cms.page_form import PageForm
from cms.publication import require_complete
from cms.rights import PortalPagePermissions
from cms.upkeep.panel import UpkeepPanel
from search.documents import PUBLIC
from search.pages import closed_to, restrictions

from .upkeep import reading_days


class PublicPageQuerySet(PageQuerySet):
    def public_in_language(self, language_code: str) -> Self:
        """What an anonymous reader of that language finds."""
        return self.live().public().filter(locale__language_code=language_code)

    def public(self) -> Self:
        """Without what a restriction closes, as Wagtail says it; restrictions are read once an edition."""
        return self.exclude(closed_to((PUBLIC,)))

    def outside_bin(self) -> Self:
        """What is not deleted: for lists of the admin, where drafts are."""
        return self.filter(OUTSIDE)

    def readable_by(self, audience: Iterable[str]) -> Self:
        """What someone who holds these tags (see `search.readers`) may read: for everyone's tag, what is public."""
        return self.live().exclude(closed_to(audience))


def pages_of_every_type() -> PublicPageQuerySet:
    """Every page there is, in the order of the tree."""
    return PublicPageQuerySet(Page).order_by("path")


class BasePage(models.Model):
    """What every page of the portal has. A mixin: wagtail-localize does not support a swapped base page."""

    summary = models.TextField(
        _("en bref"),
        blank=True,
        max_length=400,
        help_text=_("Une ou deux phrases, montrées sous le titre, dans les listes et par les moteurs de recherche."),
    )
    share_image = models.ForeignKey(
        "cms.SiteImage",
        verbose_name=_("image de partage"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Montrée quand la page est partagée. 1 200 × 630 pixels de préférence."),
    )

    objects: Any = PageManager.from_queryset(PublicPageQuerySet)()

    base_form_class = PageForm
    # Months between two readings, unless the page says otherwise; 0 for a type that does not age (`cms.upkeep`).
    read_every = 12
    # Whether readers are told the day of the last one: it means nothing where the portal computes the list.
    tells_reading = True
    # For a type that keeps its own day and is followed by its own app.
    read_in_its_own_way = False

    content_panels = [
        EasyReadingPanel(heading=_("Écrire simplement")),
        UpkeepPanel(heading=_("Suivi de la page")),
        *Page.content_panels,
        FieldPanel("summary"),
    ]
    promote_panels = [*Page.promote_panels, FieldPanel("share_image")]

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> PortalPagePermissions:
        """What this person may do on the page."""
        return PortalPagePermissions(user, self)

    @property
    def description(self) -> str:
        """The sentence for search engines and shared links."""
        return self.search_description or self.summary  # type: ignore[attr-defined]

    @property
    def told_read_on(self) -> date | None:
        """The day that readers are told."""
        return reading_days().get(self.pk) if self.tells_reading else None

    @property
    def localized(self) -> Page:
        """The page in the active language, as Wagtail finds it; without asking for one that is in it already."""
        if language_code(self.locale_id) == get_language():  # type: ignore[attr-defined]
            return self
        return super().localized  # type: ignore[misc]

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Those of the page and of what is above; a portal that restricts nothing is not asked where."""
        if not restrictions():
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()  # type: ignore[misc]

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Raises Incomplete, unless that revision was accepted already, when its publication was scheduled."""
        if revision.approved_go_live_at is None:
            require_complete(revision.as_object())
        super().publish(revision, *args, **kwargs)  # type: ignore[misc]

    def structured_data(self) -> dict[str, Any]:
        """This page in the schema.org vocabulary; a page type says more when it knows more."""
        return {
            "@context": "https://schema.org",
            "@type": "WebPage",
            "name": self.title,  # type: ignore[attr-defined]
            "description": self.description,
            "url": self.full_url,  # type: ignore[attr-defined]
            "inLanguage": language_code(self.locale_id),  # type: ignore[attr-defined]
        }


class SectionPage(BasePage, Page):
    """The front page of a section: an introduction that editors write, then a list that the portal computes."""

    introduction = RichTextField(_("introduction"), blank=True, features=TEXT_FEATURES)

    tells_reading = False
    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    max_count_per_parent = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        abstract = True
