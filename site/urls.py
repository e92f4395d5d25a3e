"""All addresses. Public pages lie in the language trees; machines' addresses have no prefix."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from certifications import urls as certification_urls
from home import urls as home_urls
from home.views import health, media, pages
from organizations import urls as organization_urls

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    *organization_urls.desk_urlpatterns,
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("events.urls")),
    *home_urls.machine_urlpatterns,
    *certification_urls.machine_urlpatterns,
]

if settings.DEMO or settings.DEBUG:
    urlpatterns += [path("media/<path:path>", media.file)]

urlpatterns += i18n_patterns(
    path("account/", include("allauth.urls")),
    path("", include("home.urls")),
    path("", include("organizations.urls")),
    path("", include("payments.urls")),
    path("", include("certifications.urls")),
    path("", include("events.registration_urls")),
    path("", include("events.exhibiting_urls")),
    path("", include("matching.urls")),
    path("", include("brands.urls")),
    re_path(wagtail_urls.serve_pattern, pages.serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
