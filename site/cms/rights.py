"""What may be done to a page: Wagtail's rights, and what this portal adds to them."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page, PagePermissionTester, Site

from cms.bin.place import in_bin
from cms.roles.pages import page_policy


def what_keeps(page: Page) -> str:
    """What prevents everybody from deleting a page, as a sentence; "" when nothing does."""
    if page.locked:
        return _("Cette page est verrouillée : déverrouillez-la avant de la supprimer.")
    if page.numchild:
        locked = Page.objects.descendant_of(page).filter(locked=True).order_by("path").first()
        if locked:
            return _(
                "Une page placée dessous est verrouillée, « %(title)s » : déverrouillez-la avant de supprimer celle-ci."
            ) % {"title": locked.title}
    if _holds_site_root(page):
        return _("C’est l’accueil du portail : il ne se supprime pas.")
    return ""


def _holds_site_root(page: Page) -> bool:
    # Wagtail keeps these paths in mind; they tell those of other languages too, which may go.
    if not any(root.root_path.startswith(page.url_path) for root in Site.get_site_root_paths()):
        return False
    return bool(Site.objects.filter(root_page__path__startswith=page.path).exists())


class PortalPagePermissions(PagePermissionTester):
    """Wagtail's, with what a role gives on what is theirs.

    A locked page is not deleted, and a page of the bin is only restored or erased (`cms.bin`).
    """

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        if user.is_active and not user.is_superuser:
            self.permissions |= page_policy.narrow_actions(user, page)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return not in_bin(self.page) and not what_keeps(self.page) and super().can_delete(ignore_bulk)

    def can_edit(self) -> bool:
        return not in_bin(self.page) and super().can_edit()

    def can_publish(self) -> bool:
        return not in_bin(self.page) and super().can_publish()

    def can_add_subpage(self) -> bool:
        return not in_bin(self.page) and super().can_add_subpage()

    def can_move(self) -> bool:
        """Wagtail asks the same as for deleting; a lock does not keep a page from moving."""
        return not in_bin(self.page) and super().can_delete(ignore_bulk=True)

    def can_move_to(self, destination: Page) -> bool:
        return not in_bin(self.page) and not in_bin(destination) and super().can_move_to(destination)
