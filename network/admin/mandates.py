"""« Rattachements », in the admin: whom each person works for, beside their account."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from network.models import Mandate


class MandateAddView(generic.CreateView):
    def get_initial_form_instance(self) -> Mandate:
        """From an account (`?personne=` and its number), that person is already chosen."""
        asked = self.request.GET.get("personne", "")
        person = get_user_model().objects.filter(pk=asked).first() if asked.isdecimal() else None
        return Mandate(user=person) if person else Mandate()


class MandateViewSet(ModelViewSet):
    model = Mandate
    name = "mandates"
    url_prefix = "rattachements"
    icon = "user"
    add_view_class = MandateAddView
    menu_label = _("Rattachements")
    menu_order = 605
    add_to_settings_menu = True
    list_display = ["__str__"]
    search_fields = ["user__first_name", "user__last_name", "user__username"]
    search_backend_name = None
    copy_view_enabled = False
