import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.blocks import TEXT_FEATURES
from cms.fields import StreamField
from cms.models import BasePage, PublicPageQuerySet
from cms.sections import sections_for
from events.blocks import FacilityBlock, SessionBlock
from events.presentation import facilities, programme, status, when
from network.models import ProjectPage, Territory
from network.models.project import public_projects
from network.territories_input import TerritoriesInput

from .event_form import EventForm

PARIS = "Europe/Paris"


class EventKind(models.TextChoices):
    COLLOQUIUM = "colloque", _("colloque")
    WORKSHOP = "atelier", _("atelier")
    INFORMATION = "information", _("session d’information")
    MEETING = "reunion", _("réunion")
    COMMITTEE = "comite", _("comité")
    WEBINAR = "webinaire", _("webinaire")
    IMMERSION = "immersion", _("immersion")


class EventMode(models.TextChoices):
    """How people take part."""

    ON_SITE = "sur-place", _("sur place")
    REMOTE = "a-distance", _("à distance")
    MIXED = "mixte", _("sur place et à distance")


class EventState(models.TextChoices):
    """What the organiser says; that an event is past follows from its dates."""

    ANNOUNCED = "annonce", _("annoncé")
    CONFIRMED = "confirme", _("confirmé")
    POSTPONED = "reporte", _("reporté")
    CANCELLED = "annule", _("annulé")


SCHEMA_MODE = {
    EventMode.ON_SITE: "OfflineEventAttendanceMode",
    EventMode.REMOTE: "OnlineEventAttendanceMode",
    EventMode.MIXED: "MixedEventAttendanceMode",
}
SCHEMA_STATUS = {EventState.POSTPONED: "EventPostponed", EventState.CANCELLED: "EventCancelled"}


class EventQuerySet(PublicPageQuerySet):
    def with_facts(self) -> "EventQuerySet":
        """Everything that a card shows, in one more query."""
        projects = models.Prefetch("projects", ProjectPage.objects.live().public())
        return self.select_related("place").prefetch_related(projects)

    def upcoming(self) -> "EventQuerySet":
        """Not over yet, soonest first; events without a date come last."""
        return (
            self.annotate(until=Coalesce("ends_at", "starts_at"))
            .filter(models.Q(until__gte=timezone.now()) | models.Q(until=None))
            .order_by(models.F("starts_at").asc(nulls_last=True), "title")
        )

    def between(self, start: datetime.datetime, end: datetime.datetime) -> "EventQuerySet":
        """Those of which a part is in this time, soonest first."""
        dated = self.annotate(until=Coalesce("ends_at", "starts_at")).filter(starts_at__lt=end, until__gte=start)
        return dated.order_by("starts_at", "title")

    def past(self) -> "EventQuerySet":
        return (
            self.annotate(until=Coalesce("ends_at", "starts_at"))
            .filter(until__lt=timezone.now())
            .order_by("-starts_at")
        )

    def within(self, territory: Territory) -> "EventQuerySet":
        """Events in `territory` or a place inside it, directly or through their projects."""
        places = Territory.objects.within(territory)
        return self.filter(
            models.Q(place__in=places)
            | models.Q(territories__in=places)
            | models.Q(projects__territory_links__territory__in=places)
        ).distinct()

    def with_organisation(self, organisation_id: int) -> "EventQuerySet":
        """Events that an organisation holds, or that belong to one of its projects."""
        return self.filter(
            models.Q(organisers=organisation_id) | models.Q(projects__partners__organisation=organisation_id)
        ).distinct()


class EventPage(BasePage, Page):
    kind = models.CharField(_("genre"), max_length=20, choices=EventKind)
    state = models.CharField(_("état"), max_length=12, choices=EventState, default=EventState.ANNOUNCED)
    mode = models.CharField(_("comment on y participe"), max_length=10, choices=EventMode, default=EventMode.ON_SITE)
    starts_at = models.DateTimeField(_("début"), null=True, blank=True)
    ends_at = models.DateTimeField(_("fin"), null=True, blank=True)
    date_note = models.CharField(
        _("date, en clair"),
        max_length=150,
        blank=True,
        help_text=_("Pour un événement sans date : « en fin de projet »."),
    )
    place = models.ForeignKey(
        "network.Territory",
        verbose_name=_("commune"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="hosted_events",
    )
    venue = models.CharField(_("lieu"), max_length=250, blank=True)
    access = RichTextField(_("comment venir"), blank=True, features=TEXT_FEATURES)
    accessibility = StreamField(
        [("facility", FacilityBlock())],
        verbose_name=_("accessibilité du lieu"),
        blank=True,
        help_text=_("Demandée avant de publier un événement dont le lieu est connu."),
    )
    online_url = models.URLField(
        _("adresse pour suivre à distance"),
        max_length=500,
        blank=True,
        help_text=_("Montrée aux seules personnes dont l’inscription est confirmée."),
    )
    audience = models.CharField(_("pour qui"), max_length=300, blank=True)
    description = RichTextField(_("description"), blank=True, features=TEXT_FEATURES)
    programme = StreamField([("session", SessionBlock())], verbose_name=_("programme"), blank=True)
    organisers = ParentalManyToManyField(
        "network.Organisation", verbose_name=_("organisateurs"), blank=True, related_name="events"
    )
    projects = ParentalManyToManyField(
        "network.ProjectPage", verbose_name=_("projets"), blank=True, related_name="events"
    )
    territories = ParentalManyToManyField(
        "network.Territory", verbose_name=_("territoires"), blank=True, related_name="events"
    )
    themes = ParentalManyToManyField("cms.Theme", verbose_name=_("thèmes"), blank=True, related_name="events")

    objects = PageManager.from_queryset(EventQuerySet)()

    template = "events/event_page.html"
    private_addresses = ("online_url",)  # for those who come: no link to check, nor to tell every editor
    read_every = 0  # its dates say when it is over
    parent_page_types = ["events.EventIndexPage"]
    subpage_types: list[str] = []
    base_form_class = EventForm
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("state")]),
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("date_note"),
                FieldPanel("mode"),
                FieldRowPanel([FieldPanel("place"), FieldPanel("venue")]),
                FieldPanel("access"),
                FieldPanel("accessibility"),
                FieldPanel("online_url"),
                FieldPanel("audience"),
            ],
            _("Quand, où, pour qui"),
        ),
        FieldPanel("description"),
        FieldPanel("programme"),
        MultiFieldPanel(
            [
                FieldPanel("organisers"),
                FieldPanel("projects"),
                FieldPanel("territories", widget=TerritoriesInput),
                FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
            ],
            _("Se rapporte à"),
            classname="collapsed",
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("description"),
        index.FilterField("kind"),
        index.FilterField("state"),
        index.FilterField("starts_at"),
    ]
    override_translatable_fields = [
        SynchronizedField("organisers"),
        SynchronizedField("projects"),
        SynchronizedField("territories"),
        SynchronizedField("themes"),
        SynchronizedField("slug"),
        SynchronizedField("online_url"),
    ]

    class Meta:
        verbose_name = _("événement")
        verbose_name_plural = _("événements")

    def clean(self) -> None:
        super().clean()
        if self.ends_at and not self.starts_at:
            raise ValidationError({"starts_at": _("Une fin sans début : donnez aussi le début.")})
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("La fin est avant le début.")})

    @property
    def is_past(self) -> bool:
        until = self.ends_at or self.starts_at
        return until is not None and until < timezone.now()

    @property
    def zone(self) -> str:
        """The name of the time zone of the place."""
        return self.place.time_zone if self.place else PARIS

    @property
    def where(self) -> str:
        """The place in words, as far as it is known."""
        return ", ".join(part for part in (self.venue, self.place.name if self.place else "") if part)

    @property
    def local_start(self) -> datetime.datetime | None:
        """The start on the clocks of the place, when they differ from those of Paris; None otherwise."""
        if self.starts_at is None or self.zone == PARIS:
            return None
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`when`: the date in words. `badge`: {label, tone} of the state."""
        return super().get_context(request, *args, **kwargs) | {
            "when": when(self),
            "badge": status(self),
            "organisers": [organiser for organiser in self.organisers.all() if organiser.live],
            "projects": public_projects(self.projects.all()),
            "territories": self.territories.all(),
            "themes": self.themes.all(),
            "programme": programme(self),
            "facilities": facilities(self),
            "sections": sections_for(self),
        }

    def structured_data(self) -> dict[str, Any]:
        """schema.org/Event, which requires a start date: an event without one is described as a page."""
        data = super().structured_data()
        if self.starts_at is None:
            return data
        data |= {
            "@type": "Event",
            "startDate": self.starts_at.isoformat(),
            "endDate": self.ends_at and self.ends_at.isoformat(),
            "eventStatus": f"https://schema.org/{SCHEMA_STATUS.get(EventState(self.state), 'EventScheduled')}",
        }
        data["eventAttendanceMode"] = f"https://schema.org/{SCHEMA_MODE[EventMode(self.mode)]}"
        if self.mode == EventMode.REMOTE:
            # Where it is followed is for those who are registered: others are led to this page.
            data["location"] = {"@type": "VirtualLocation", "url": self.full_url}
        elif self.place:
            data["location"] = {"@type": "Place", "name": self.venue or self.place.name, "address": self.place.name}
        return {key: value for key, value in data.items() if value}
