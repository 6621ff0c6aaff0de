"""A sentence that is saved while somebody else works on the page: what it replaces, or comes too late for, is kept.

Stands before wagtail-localize's own view, at its address.
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from rest_framework.authentication import SessionAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from wagtail.log_actions import log
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.views.edit_translation import edit_string_translation, user_can_edit_instance

REPLACED = "cms.translation_replaced"
TOO_LATE = "cms.translation_too_late"


def save_sentence(request: HttpRequest, translation_id: int, string_segment_id: int) -> HttpResponse:
    """As wagtail-localize does. A sentence that is no more answers 409; its text goes to the history of the version."""
    segment = StringSegment.objects.filter(pk=string_segment_id).first()
    if segment is None:
        return keep_too_late(request, translation_id)
    before = _saved(translation_id, segment)
    answer = edit_string_translation(request, translation_id, string_segment_id)
    others = before and before.last_translated_by_id not in (None, request.user.pk)
    if before and others and answer.status_code < 300:
        after = _saved(translation_id, segment)
        if after is None or after.data != before.data:
            version = Translation.objects.get(pk=translation_id).get_target_instance()
            log(version, REPLACED, user=request.user, data={"sentence": segment.string.data, "text": before.data})
    return answer


@api_view(["PUT", "DELETE"])
@permission_classes([IsAuthenticated])
@authentication_classes([SessionAuthentication])
def keep_too_late(request: HttpRequest, translation_id: int) -> Response:
    version = get_object_or_404(Translation, pk=translation_id).get_target_instance()
    if not user_can_edit_instance(request.user, version):
        raise PermissionDenied
    if text := request.POST.get("value", ""):
        log(version, TOO_LATE, user=request.user, data={"text": text})
    return Response(status=409)


def _saved(translation_id: int, segment: StringSegment) -> StringTranslation | None:
    return StringTranslation.objects.filter(
        translation_of=segment.string_id,
        context=segment.context_id,
        locale__in=Translation.objects.filter(pk=translation_id).values("target_locale"),
    ).first()
