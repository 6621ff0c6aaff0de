"""What waits to be read again, in Wagtail's admin."""

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .admin import may_review, urlpatterns


@hooks.register("register_admin_urls")
def review_urls() -> list:
    return [path("a-relire/", include((urlpatterns, "review")))]


class ReviewMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_review(request)


@hooks.register("register_admin_menu_item")
def review_menu_item() -> MenuItem:
    return ReviewMenuItem(
        _("À relire"), reverse("review:waiting"), name="review", icon_name="clipboard-list", order=110
    )
