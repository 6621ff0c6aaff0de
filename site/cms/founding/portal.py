"""The founding content that belongs to no domain: languages, site, home, free pages, words, people's rights."""

from itertools import product
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Locale, Page, Site, Workflow, WorkflowTask

from cms.models import (
    AccessibilityPage,
    Audit,
    ContentPage,
    Difficulty,
    GlossaryPage,
    GlossaryTerm,
    HomePage,
    SiteMapPage,
    SiteSettings,
    Theme,
)

from .registry import FileKind, Step, register

PAGE_FIELDS = ("title", "slug", "summary", "show_in_menus")
PORTS = {"http": 80, "https": 443}
EDITORS, MODERATORS = "Éditeurs", "Modérateurs"
# The names that Wagtail's own migrations give, in English: renamed once, then left to the people of the network.
WAGTAIL_GROUPS = {"Editors": EDITORS, "Moderators": MODERATORS}
WAGTAIL_WORKFLOW, WORKFLOW = "Moderators approval", "Relecture par les modérateurs"

_ACTIONS = {EDITORS: ("add", "change"), MODERATORS: ("add", "change", "delete", "publish")}


def make_locales() -> int:
    """Every language exists from the start, so that the page tree never has to be rebuilt."""
    made = [Locale.objects.get_or_create(language_code=code)[1] for code, _name in settings.LANGUAGES]
    return sum(made)


def make_site() -> int:
    """The home page answers at the portal's address, in place of Wagtail's welcome page."""
    home = HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.root_page_id and issubclass(site.root_page.specific_class or Page, HomePage):
        return 0
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    site.hostname = address.hostname or "localhost"
    site.port = address.port or PORTS.get(address.scheme, 80)
    site.site_name = settings.WAGTAIL_SITE_NAME
    welcome, site.root_page = site.root_page_id, home
    site.save()
    for page in Page.objects.filter(pk=welcome, numchild=0, content_type__model="page"):
        page.delete()
    return 1


def make_moderation() -> int:
    """Editors write and submit, moderators read again and publish; one workflow guards the whole tree."""
    changed = 0
    for theirs, ours in WAGTAIL_GROUPS.items():
        if not Group.objects.filter(name=ours).exists():
            changed += Group.objects.filter(name=theirs).update(name=ours)
    for workflow in Workflow.objects.filter(name=WAGTAIL_WORKFLOW):
        workflow.name = WORKFLOW
        workflow.save()
        for step in WorkflowTask.objects.filter(workflow=workflow).select_related("task"):
            step.task.name = WORKFLOW
            step.task.save()
        changed += 1
    return changed


def grant(models: list[type[Model]], groups: tuple[str, ...] = (EDITORS, MODERATORS)) -> int:
    """Lets these groups work on `models`; only moderators delete and publish them.

    A group that already has a right on a model keeps exactly those it has: somebody chose them.
    """
    changed = 0
    for name in groups:
        actions = _ACTIONS[name]
        for group, model in product(Group.objects.filter(name=name), models):
            rights = Permission.objects.filter(content_type=ContentType.objects.get_for_model(model))
            if not rights.filter(group=group).exists():
                granted = rights.filter(codename__in=[f"{action}_{model._meta.model_name}" for action in actions])
                group.permissions.add(*granted)
                changed += len(granted)
    return changed


def default_site() -> dict[str, Any]:
    return {"site": Site.objects.get(is_default_site=True)}


register(Step("langues", 0, make_locales))
register(
    FileKind(
        name="accueil",
        pattern="home.yaml",
        order=10,
        model=HomePage,
        fields=[*PAGE_FIELDS, "headline", "introduction", "search_hint", "body"],
    )
)
register(Step("site", 11, make_site))
register(
    FileKind(
        name="réglages",
        pattern="settings.yaml",
        order=12,
        model=SiteSettings,
        fields=["tagline", "about", "tagline_en", "about_en", "contact_email"],
        key=[],
        defaults=default_site,
    )
)
register(
    FileKind(
        name="glossaire",
        pattern="glossary.yaml",
        order=20,
        model=GlossaryTerm,
        fields=["term", "slug", "expansion", "definition"],
        key=["term"],
    )
)
register(
    FileKind(
        name="thèmes",
        pattern="themes.yaml",
        order=21,
        model=Theme,
        fields=["name", "slug", "description"],
        unknown="thème inconnu",
    )
)
register(
    FileKind(
        name="page du glossaire",
        pattern="sections/glossary.yaml",
        order=56,
        model=GlossaryPage,
        fields=PAGE_FIELDS,
        parent=HomePage,
    )
)
register(
    FileKind(
        name="déclaration d’accessibilité",
        pattern="sections/accessibility.yaml",
        order=59,
        model=AccessibilityPage,
        fields=[*PAGE_FIELDS, "efforts", "technologies", "redress"],
        parent=HomePage,
    )
)
register(
    FileKind(
        name="pages libres",
        pattern="pages/*.yaml",
        order=60,
        model=ContentPage,
        fields=[*PAGE_FIELDS, "body"],
        parent=HomePage,
    )
)
register(
    FileKind(
        name="plan du site",
        pattern="sections/site_map.yaml",
        order=61,
        model=SiteMapPage,
        fields=PAGE_FIELDS,
        parent=HomePage,
    )
)
register(Step("relecture", 90, make_moderation))
register(Step("droits sur les mots", 91, lambda: grant([GlossaryTerm, Theme])))
# An audit changes what the portal declares as soon as it is complete, and difficulties hold people's addresses.
register(Step("droits sur l’accessibilité", 92, lambda: grant([Audit, Difficulty], (MODERATORS,))))
