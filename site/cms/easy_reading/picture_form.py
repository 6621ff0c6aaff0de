"""The picture beside one passage of a simple version."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.images.widgets import AdminImageChooser

from cms.models import PassagePicture

from .access import page_or_refused
from .pictures import pictures_of, placed, proposed
from .sides import sides_of


class PictureForm(ModelForm):
    class Meta:
        model = PassagePicture
        fields = ["image", "alternative"]
        widgets = {"image": AdminImageChooser}


@require_http_methods(["GET", "HEAD", "POST"])
def picture_form(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """`number`: the passage, from 0. GET `image`: one to begin with. Sent by who may publish: it is shown at once."""
    page = page_or_refused(request, pk)
    may_choose = page.permissions_for_user(request.user).can_publish()
    texts = [passage.simple for passage in sides_of(page).passages]
    if number >= len(texts) or not texts[number]:
        raise Http404
    text = texts[number]
    picture = placed(pictures_of(page), [each for each in texts if each]).get(text)
    back = f"{reverse('easy_reading:version', args=[page.pk])}#passage-{number}"
    if request.method == "POST" and not may_choose:
        raise PermissionDenied
    if "remove" in request.POST:
        if picture:
            picture.delete()
        messages.success(request, _("L’image n’est plus à côté de ce passage. Elle reste dans la médiathèque."))
        return redirect(back)
    chosen = request.GET.get("image", "")
    initial = {"image": int(chosen)} if chosen.isdecimal() and len(chosen) < 10 else {}
    form = PictureForm(request.POST or None, instance=picture or PassagePicture(page_id=page.pk), initial=initial)
    if request.method == "POST" and form.is_valid():
        form.instance.text = text
        form.save()
        messages.success(request, _("L’image est à côté de ce passage."))
        return redirect(back)
    title = _("Image à côté du texte")
    context = {
        "page": page,
        "number": number,
        "text": text,
        "form": form,
        "picture": picture,
        "may_choose": may_choose,
        "proposed": proposed(text),
        "back": back,
        "title": title,
        "breadcrumbs": [
            {"url": reverse("easy_reading:versions"), "label": _("Versions simples")},
            {"url": back, "label": page.get_admin_display_title()},
            {"url": "", "label": title},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "cms/admin/easy_reading/picture.html", context, status=status)
