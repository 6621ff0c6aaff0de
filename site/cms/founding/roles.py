"""The roles of the network, made once: what somebody changed afterwards in « Groupes » is never put back."""

from collections.abc import Iterable, Mapping
from itertools import product

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.urls import get_resolver
from wagtail import hooks
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from accounts.models import GroupReach
from cms.models import AccessibilityPage, Audit, Difficulty, EasyReading, GlossaryTerm, Theme

from .registry import Step, register

CONTRIBUTORS = "Contributeurs d’une organisation"
TERRITORIAL_EDITORS = "Éditeurs territoriaux"
PUBLISHERS = "Publicateurs"
ORGANISERS = "Organisateurs"
REFERENTS = "Référents accessibilité"
ADMINISTRATORS = "Administrateurs"
ROLES = (CONTRIBUTORS, TERRITORIAL_EDITORS, PUBLISHERS, ORGANISERS, REFERENTS, ADMINISTRATORS)
# The names that Wagtail's own migrations give: its moderators become those who publish, its editors are not ours.
WAGTAIL_MODERATORS, WAGTAIL_EDITORS = "Moderators", "Editors"

ALL_PAGES = ("add", "change", "publish", "lock", "unlock", "bulk_delete")
WRITE, KEEP = ("add", "change"), ("add", "change", "delete")
PUBLISH = (*KEEP, "publish")
# Files: whoever may only add changes what they added themselves.
_FILES = {
    CONTRIBUTORS: ("add", "choose"),
    TERRITORIAL_EDITORS: ("add", "choose"),
    ORGANISERS: ("add", "choose"),
    PUBLISHERS: (*KEEP, "choose"),
    REFERENTS: ("change", "choose"),
    ADMINISTRATORS: (*KEEP, "choose"),
}
_REACHES = {CONTRIBUTORS: "organisations", TERRITORIAL_EDITORS: "territories"}


def make_roles() -> int:
    """Each role that is missing, with its way into the admin, its files and how far it reaches."""
    known = set(Group.objects.values_list("name", flat=True))
    if not known & set(ROLES):
        Group.objects.filter(name=WAGTAIL_MODERATORS).update(name=PUBLISHERS)
        Group.objects.filter(name=WAGTAIL_EDITORS, user=None).delete()
    made = 0
    for name in ROLES:
        if name in known:
            continue
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
        for permission in _on_files(_FILES[name]):
            for root in Collection.objects.filter(depth=1):
                GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
        if name in _REACHES:
            GroupReach.objects.create(group=group, reach=_REACHES[name])
        made += 1
    return made


def _on_files(actions: Iterable[str]) -> QuerySet[Permission]:
    """Wagtail asks for those of its own models, whatever ours are."""
    of_wagtail = Permission.objects.filter(content_type__app_label__in=["wagtaildocs", "wagtailimages"])
    return of_wagtail.filter(codename__in=[f"{action}_{kind}" for action in actions for kind in ("document", "image")])


def grant(models: Iterable[type[Model]], actions: Mapping[str, Iterable[str]]) -> int:
    """Lets each role, by name, do these actions on `models`.

    A group that already has a permission on a model keeps exactly those it has: somebody chose them.
    """
    changed = 0
    for (name, wanted), model in product(actions.items(), models):
        rights = Permission.objects.filter(content_type=ContentType.objects.get_for_model(model))
        for group in Group.objects.filter(name=name):
            if not rights.filter(group=group).exists():
                granted = rights.filter(codename__in=[f"{action}_{model._meta.model_name}" for action in wanted])
                group.permissions.add(*granted)
                changed += len(granted)
    return changed


def grant_pages(section: Page | None, actions: Mapping[str, Iterable[str]]) -> int:
    """The same on `section` and what is below it. A group that has a permission on it keeps exactly those it has."""
    if section is None:
        return 0
    changed = 0
    of_pages = Permission.objects.filter(content_type=ContentType.objects.get_for_model(Page))
    for name, wanted in actions.items():
        for group in Group.objects.filter(name=name):
            if GroupPagePermission.objects.filter(group=group, page=section.pk).exists():
                continue
            for permission in of_pages.filter(codename__in=[f"{action}_page" for action in wanted]):
                GroupPagePermission.objects.create(group=group, page=section, permission=permission)
                changed += 1
    return changed


def grant_permissions(role: str, *permissions: str) -> int:
    """One by one, "app.codename"; nothing to a role that has one of them."""
    changed = 0
    wanted = [permission.split(".") for permission in permissions]
    for group in Group.objects.filter(name=role):
        given = Permission.objects.filter(content_type__app_label__in=[app for app, _ in wanted])
        found = given.filter(codename__in=[codename for _, codename in wanted])
        if not found.filter(group=group).exists():
            group.permissions.add(*found)
            changed += len(found)
    return changed


def french(kind: type[Page]) -> Page | None:
    """The only page of a kind, in the language of the portal."""
    page: Page | None = kind.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("path").first()
    return Page.objects.get(pk=page.pk) if page else None


def grant_everything() -> int:
    """Administrators have all that « Groupes » can give, given once."""
    group = Group.objects.filter(name=ADMINISTRATORS).first()
    if group is None or group.permissions.count() > 1:  # the way into the admin alone
        return 0
    # Screens declare their permissions when the addresses of the admin are read.
    assert get_resolver().url_patterns
    for permissions in hooks.get_hooks("register_permissions"):
        group.permissions.add(*permissions())
    return int(group.permissions.count())


def grant_portal() -> int:
    """The pages and words that belong to no domain."""
    everywhere = {PUBLISHERS: ALL_PAGES, ADMINISTRATORS: ALL_PAGES}
    return sum(
        [
            grant_pages(Page.get_first_root_node(), everywhere),
            grant_pages(french(AccessibilityPage), {REFERENTS: ("change", "publish")}),
            grant([GlossaryTerm, Theme], {PUBLISHERS: PUBLISH}),
            # Difficulties hold people's addresses, and an audit changes what the portal declares.
            grant([Audit, Difficulty, EasyReading], {REFERENTS: KEEP}),
        ]
    )


register(Step("rôles", 1, make_roles))
register(Step("droits sur le portail", 91, grant_portal))
register(Step("droits des administrateurs", 99, grant_everything))
