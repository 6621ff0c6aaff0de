"""Pages to keep true, in the founding content."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import Permission
from django.utils.timezone import make_aware
from wagtail.models import GroupPagePermission, Page

from accounts.models import User
from cms.models import ContentPage, HomePage, Upkeep


def home() -> Page:
    return HomePage.objects.get(locale__language_code="fr")


def free_page(
    title: str, keeper: User | None = None, published: date = date(2020, 1, 31), **upkeep: Any
) -> ContentPage:
    """A published page, first on that day, with its upkeep."""
    page: Any = home().add_child(instance=ContentPage(title=title, summary="Une phrase."))
    page.save_revision().publish()
    when = make_aware(datetime(published.year, published.month, published.day, 12))
    Page.objects.filter(pk=page.pk).update(first_published_at=when)
    if keeper or upkeep:
        Upkeep.objects.create(page_id=page.pk, keeper=keeper, **upkeep)
    return ContentPage.objects.get(pk=page.pk)


def editor(name: str = "camille", *rights: str, below: Page | None = None) -> User:
    """Somebody of the admin who has these rights (change unless told) on pages below the home page, or `below`."""
    user = User.objects.create_user(name, email=f"{name}@example.org")
    group = user.groups.create(name=f"Groupe de {name}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for right in rights or ("change_page",):
        GroupPagePermission.objects.create(
            group=group, page=below or home(), permission=Permission.objects.get(codename=right)
        )
    return user


def quiet() -> None:
    """Nothing of the founding content is to be read again."""
    for page in Page.objects.filter(depth__gt=1):
        Upkeep.objects.update_or_create(page=page, defaults={"every": 0})
