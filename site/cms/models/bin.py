"""What the bin remembers of the pages it holds, to put them back as they were."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision


class BinEntry(models.Model):
    """A page that somebody deleted, with all that was under it: where it was, who did it and when."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="bin_entry")
    parent = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    followed_by = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    slug = models.SlugField(max_length=255, allow_unicode=True)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    deleted_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("page à la corbeille")
        verbose_name_plural = _("pages à la corbeille")
        default_permissions = ()
        ordering = ["-deleted_at", "-pk"]

    def __str__(self) -> str:
        return str(self.page)


class BinnedPage(models.Model):
    """One page of the bin, as it was: the entry's own or one that was under it.

    `address`: its path on the portal while it was published, "" otherwise. `publication`: the version that was to be
    published at `publish_at`.
    """

    page = models.OneToOneField(Page, primary_key=True, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(BinEntry, on_delete=models.CASCADE, related_name="pages")
    live = models.BooleanField()
    address = models.CharField(max_length=2000, blank=True)
    publication = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    publish_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.page)


class BinRedirect(models.Model):
    """A redirect that leads elsewhere while `binned` is in the bin; `made`: it was made for that."""

    redirect = models.OneToOneField(Redirect, on_delete=models.CASCADE, related_name="+")
    binned = models.ForeignKey(BinnedPage, on_delete=models.CASCADE, related_name="redirects")
    made = models.BooleanField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.redirect)
