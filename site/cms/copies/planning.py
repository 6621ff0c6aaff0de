"""What each page of a file would become here. Nothing is written."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID, uuid5

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from cms.models import ExistingPages

from .arriving import Arriving, Remark
from .encoding import same_text
from .fates import Fate
from .resolving import Resolver
from .shape import PageTold


@dataclass
class Plan:
    """`page` is the page as it would be: a new one, below `above` or the page of `parent`, or a new state of one that
    is here.
    """

    told: PageTold
    fate: Fate
    reason: str = ""
    page: Page | None = None
    remarks: list[Remark] = field(default_factory=list)
    waiting: int = 0
    above: Page | None = None
    parent: "Plan | None" = None

    @property
    def title(self) -> str:
        title = self.told.values.get("title")
        return title[:255] if isinstance(title, str) else ""

    @property
    def kind(self) -> str:
        model = model_named(self.told.type)
        return str(model._meta.verbose_name) if model else self.told.type

    @property
    def place(self) -> tuple[str, str]:
        return (str(self.told.key), self.told.locale)


class Planner:
    """Below `place`, in the name of `user` (None for a program)."""

    def __init__(self, place: Page, existing: str, resolver: Resolver, user: Any) -> None:
        self._place, self._existing, self._resolver, self._user = place, ExistingPages(existing), resolver, user
        self._slugs: dict[int, set[str]] = {}
        self._made: Counter[tuple[int, type[Page]]] = Counter()

    def plan(self) -> list[Plan]:
        pages = self._resolver.content.pages
        here: list[Page | None] = []
        for told in pages:
            above = self._place if told.parent is None else here[told.parent]
            here.append(self._same_page(told, above))
            self._resolver.arrived[(str(told.key), told.locale)] = here[-1]
        plans: list[Plan] = []
        for told, same in zip(pages, here, strict=True):
            plans.append(self._plan(told, same, None if told.parent is None else plans[told.parent]))
        for plan in plans:
            if plan.fate is Fate.CREATED:
                self._resolver.arrived[plan.place] = None
        return plans

    def _same_page(self, told: PageTold, above: Page | None) -> Page | None:
        """The page of this portal that it is another state of: of its key, else of its type and address."""
        model = model_named(told.type)
        if model is None:
            return None
        in_language = model.objects.filter(locale__language_code=told.locale)
        same = in_language.filter(translation_key=told.key).first()
        if same is None and above is not None:
            same = in_language.child_of(above).filter(slug=told.slug).first()
        return same

    def _plan(self, told: PageTold, same: Page | None, parent: Plan | None) -> Plan:
        if parent is not None and parent.page is None:
            return Plan(told, Fate.REFUSED, _("La page du dessus n’est pas reprise."))
        above = self._place if parent is None else parent.page
        if refusal := self._unknown(told, above):
            return Plan(told, Fate.REFUSED, refusal)
        if same is not None and (plan := self._known(told, same, above)):
            return plan
        return self._new(told, same, above, parent)

    def _unknown(self, told: PageTold, above: Page | None) -> str:
        model = model_named(told.type)
        if model is None:
            return _("Ce genre de page n’existe pas dans ce portail : « %(type)s ».") % {"type": told.type[:60]}
        if not Locale.objects.filter(language_code=told.locale).exists():
            return _("Cette langue n’est pas ouverte dans ce portail : « %(code)s ».") % {"code": told.locale[:20]}
        if above is not None and above.depth and above.depth > 1 and above.locale.language_code != told.locale:
            return _("La page est dans une autre langue que l’endroit choisi : « %(code)s ».") % {"code": told.locale}
        return ""

    def _known(self, told: PageTold, same: Page, above: Page | None) -> Plan | None:
        """Of a page that is here; None when another one is to be made."""
        if self._existing is ExistingPages.BESIDE:
            made = type(same).objects.filter(translation_key=self._key_beside(told), locale=same.locale).first()
            if made is not None:
                return Plan(told, Fate.SAME, page=made)
        now = same.get_latest_revision_as_object()
        before = same_text(now)
        arriving = Arriving(self._resolver)
        arriving.apply(told, now)
        identical = same_text(now) == before
        if self._existing is ExistingPages.BESIDE:
            stays = identical and above is not None and same.path[: -Page.steplen] == above.path
            return Plan(told, Fate.SAME, page=same) if stays else None
        if identical:
            return Plan(told, Fate.SAME, page=same)
        if self._existing is ExistingPages.KEEP:
            return Plan(told, Fate.KEPT, page=same)
        if refusal := self._may_not_change(same):
            return Plan(told, Fate.KEPT, refusal, page=same)
        return Plan(told, Fate.RENEWED, page=now, remarks=arriving.remarks, waiting=arriving.waiting)

    def _may_not_change(self, page: Page) -> str:
        if page.alias_of_id:
            return _("Cette page suit une autre page : changez l’autre.")
        if self._user is not None and not page.permissions_for_user(self._user).can_edit():
            return _("Vous n’avez pas le droit de modifier cette page.")
        if page.locked:
            return _("Cette page est verrouillée.")
        return ""

    def _new(self, told: PageTold, same: Page | None, above: Page | None, parent: Plan | None) -> Plan:
        model = model_named(told.type)
        assert model and above
        if refusal := self._may_not_add(model, above, parent):
            return Plan(told, Fate.REFUSED, refusal)
        key = told.key if same is None else self._key_beside(told)
        page = model(locale=Locale.objects.get(language_code=told.locale), translation_key=key, live=False)
        arriving = Arriving(self._resolver)
        arriving.apply(told, page)
        if not page.title.strip():
            return Plan(told, Fate.REFUSED, _("Cette page n’a pas de titre."))
        page.slug = self._free_slug(told, page, above)
        self._made[(above.pk or id(above), model)] += 1
        return Plan(told, Fate.CREATED, "", page, arriving.remarks, arriving.waiting, above, parent)

    def _may_not_add(self, model: type[Page], above: Page, parent: Plan | None) -> str:
        if model not in type(above.specific if above.pk else above).creatable_subpage_models():
            return _("Ce genre de page n’a pas sa place sous « %(title)s ».") % {"title": above.title}
        made = self._made[(above.pk or id(above), model)]
        if (above.pk and not model.can_create_at(above.specific)) or made >= (model.max_count_per_parent or made + 1):
            return _("Il y a déjà une page de ce genre sous « %(title)s ».") % {"title": above.title}
        if above.pk and self._user is not None and not above.permissions_for_user(self._user).can_add_subpage():
            return _("Vous n’avez pas le droit d’ajouter une page sous « %(title)s ».") % {"title": above.title}
        return ""

    def _free_slug(self, told: PageTold, page: Page, above: Page) -> str:
        try:
            wanted = Page._meta.get_field("slug").clean(told.slug[:200], page)
        except ValidationError:
            wanted = slugify(page.title)[:200] or "page"
        taken = self._slugs.setdefault(above.pk or id(above), set())
        if above.pk and not taken:
            taken |= set(above.get_children().values_list("slug", flat=True))
        numbered = (f"{wanted}-{number}" for number in count(2))
        slug = wanted if wanted not in taken else next(each for each in numbered if each not in taken)
        taken.add(slug)
        return slug

    def _key_beside(self, told: PageTold) -> UUID:
        """The same for the same page and place, so that the same file makes it once."""
        return uuid5(told.key, str(self._place.translation_key))


def model_named(label: str) -> type[Page] | None:
    """The type of page of that name, None for any other model."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    return model if issubclass(model, Page) and model is not Page else None
