"""Every address of the portal. A page of the tree is Wagtail's; everything computed is a view of its app."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from config.sitemaps import SITEMAPS

urlpatterns = [
    # Ours first: reports that leave out what is not theirs.
    path("admin/reports/", include("cms.roles.reports")),
    path("admin/", include(wagtailadmin_urls)),
    # Ours first: Wagtail's are left for reversing, and for the passwords of collections.
    path("documents/", include("resources.serving.urls")),
    path("documents/", include(wagtaildocs_urls)),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("", include("cms.urls")),
]

urlpatterns += i18n_patterns(
    path("", include("cms.accessibility.urls")),
    path("", include("search.urls")),
    path("", include("network.urls")),
    path("", include("events.urls")),
    path("", include("resources.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler404 = "cms.views.not_found"
handler500 = "cms.views.server_error"
