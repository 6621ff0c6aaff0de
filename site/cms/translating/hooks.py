"""The translators' work in Wagtail's admin."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail_localize.models import Translation

from .admin import urlpatterns
from .rights import languages_of
from .saving import REPLACED, TOO_LATE, save_sentence


@hooks.register("register_admin_urls", order=-1)
def urls() -> list:
    return [
        path("a-traduire/", include((urlpatterns, "translating"))),
        path("localize/translate/<int:translation_id>/strings/<int:string_segment_id>/edit/", save_sentence),
    ]


class TranslatingMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(languages_of(request.user))  # type: ignore[arg-type]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    address = reverse("translating:work")
    return TranslatingMenuItem(gettext_lazy("À traduire"), address, icon_name="wagtail-localize-language", order=170)


@hooks.register("before_edit_page", order=-1)
def without_its_standard_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """wagtail-localize cannot translate a page that is deleted: its version is then edited as any page."""
    asked = "localize-restart-translation" in request.POST
    for translation in Translation.objects.filter(source__object_id=page.translation_key, target_locale=page.locale_id):
        if _has_source(translation):
            continue
        if translation.enabled:
            Translation.objects.filter(pk=translation.pk).update(enabled=False)
        if asked or request.method == "GET":
            messages.info(
                request,
                _(
                    "La page en français a été supprimée. Cette version reste telle quelle, et ses traductions sont "
                    "gardées : modifiez-la à part, ou supprimez-la."
                ),
            )
        if asked:
            return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def _has_source(translation: Translation) -> bool:
    source = translation.source
    return (
        source.specific_content_type.model_class()
        ._default_manager.filter(translation_key=source.object_id, locale=source.locale_id)
        .exists()
    )


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    @actions.register_action(REPLACED)
    class ReplacedFormatter(LogFormatter):
        label = gettext_lazy("Remplacer la traduction d’une autre personne")

        def format_message(self, log_entry: Any) -> str:
            return _("A remplacé la traduction d’une autre personne, qui était : « %(text)s »") % log_entry.data

    @actions.register_action(TOO_LATE)
    class TooLateFormatter(LogFormatter):
        label = gettext_lazy("Traduire une phrase qui n’est plus là")

        def format_message(self, log_entry: Any) -> str:
            return _("A traduit une phrase qui venait de changer ou d’être retirée : « %(text)s »") % log_entry.data
