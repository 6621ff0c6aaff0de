"""What somebody may do on one page: the place where Wagtail's rules are made those of the portal."""

from typing import Any

from wagtail.models import Page, PagePermissionTester

from cms.roles.pages import page_policy


class PortalPagePermissionTester(PagePermissionTester):
    """Wagtail's, with what a role gives on what is theirs."""

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        if user.is_active and not user.is_superuser:
            self.permissions |= page_policy.narrow_actions(user, page)
