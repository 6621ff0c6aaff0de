"""For who has lost the message: their links again, sent to their own address."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cms.forms import form_context
from mail.pages import is_a_robot, see

from .forms import EmailForm
from .notices import send_all_links
from .pages import page


@csrf_exempt  # what it does, it does to the owner of the address alone, once a day
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("courriel")
def ask(request: HttpRequest) -> HttpResponse:
    form = EmailForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not is_a_robot(request):
            send_all_links(form.cleaned_data["courriel"], timezone.now())
        return see(reverse("events:links_sent"))
    return page(request, "my_links", _("Retrouver mes inscriptions"), form_context(form), 400 if form.errors else 200)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The same for everyone: it does not tell whether the address was known."""
    return page(request, "links_sent", _("Consultez votre messagerie"))
