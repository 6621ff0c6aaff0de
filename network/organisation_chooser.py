"""Choosing an organisation in the admin: those that the public reads, and one's own drafts."""

from typing import Any

from django.db.models import Q
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

from network.models import Organisation


class _Choosable:
    request: Any

    def get_object_list(self) -> Any:
        theirs = policy_registry.get_by_type(Organisation).instances_user_has_permission_for(
            self.request.user, "change"
        )
        choosable = Organisation.objects.filter(Q(live=True) | Q(pk__in=theirs.order_by().values("pk")))
        return super().get_object_list().filter(pk__in=choosable.order_by().values("pk"))  # type: ignore[misc]


class OrganisationChooseView(_Choosable, ChooseView):
    pass


class OrganisationChooseResultsView(_Choosable, ChooseResultsView):
    pass


class OrganisationChooserViewSet(SnippetChooserViewSet):
    choose_view_class = OrganisationChooseView
    choose_results_view_class = OrganisationChooseResultsView
