"""wagtail-localize's copy of a page, made again when the page is published. No translation is ever lost by it."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from .changes import waiting

LIKE = 0.6
"""From this likeness on, the former translation is proposed for a sentence that changed."""


def source_of(page: Page) -> TranslationSource | None:
    """The copy of a page that somebody translates; None for any other page."""
    found = TranslationSource.objects.filter(object_id=page.translation_key, locale=page.locale_id)
    return found.filter(translations__enabled=True).first()


@transaction.atomic
def refresh(source_id: int) -> int:
    """Makes a copy true to its page and proposes what it can. Returns how many sentences wait, all languages together.

    Raises the page's DoesNotExist when it is deleted; TranslationSource.DoesNotExist when there is no such copy.
    """
    source = TranslationSource.objects.select_for_update().get(pk=source_id)
    source.update_from_db()
    translations = list(source.translations.filter(enabled=True).select_related("source", "target_locale"))
    return sum(_propose(translation) for translation in translations)


def _propose(translation: Translation) -> int:
    """Puts the former translation of each sentence that changed a little in its place, marked as to be looked at.

    wagtail-localize keeps such a one out of the page: it shows the mark in the form, until the translator saves it.
    """
    sentences = waiting([translation])[translation.pk]
    for sentence in sentences:
        if sentence.former and sentence.likeness >= LIKE:
            StringTranslation.objects.get_or_create(
                translation_of_id=sentence.string_id,
                context_id=sentence.context_id,
                locale_id=translation.target_locale_id,
                defaults={
                    "data": sentence.former.translation,
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                    "has_error": True,
                    "field_error": _("La phrase a changé : voici sa traduction d’avant, à relire puis à enregistrer."),
                },
            )
    return len(sentences)
