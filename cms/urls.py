"""Addresses of the whole house. The default language has no prefix, the others have theirs."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms import feeds, views
from cms.api.router import api_router
from cms.login import doors
from cms.machines.manifest import manifest
from cms.previews.views import preview
from cms.social_cards.views import card
from cms.styleguide import urls as styleguide_urls
from cms.uploads.serving import serve_document, serve_media
from cms.work import views as work_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("cms.login.urls")),
    path("admin/login/", doors.to_login),  # before Wagtail's own, which ask no second factor
    re_path("^admin/password_reset/", doors.to_reset),
    path("admin/", include(wagtailadmin_urls)),
    re_path(r"^documents/(\d+)/(.*)$", serve_document),  # before Wagtail's own
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", api_router.urls),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("health/", work_views.health_of_all, name="health"),
    path("health/web/", work_views.health_of_web, name="health_of_web"),
    path("preview/<str:token>/", preview, name="preview"),
    path("cards/<str:subject>/<str:digest>.png", card, name="card"),
    # For browsers that look at a feed or at JSON, which name no icon.
    path(
        "favicon.ico",
        RedirectView.as_view(url=settings.STATIC_URL + "icons/favicon.ico"),
        name="favicon",
    ),
]

if settings.SERVE_MEDIA:
    urlpatterns += [
        re_path(
            rf"^{settings.MEDIA_URL.strip('/')}/(?P<path>.*)$",
            serve_media,
        )
    ]

urlpatterns += i18n_patterns(
    path("manifest.webmanifest", manifest, name="manifest"),
    path("people/", views.people, name="people"),
    path("people/<slug:slug>/", views.person, name="person"),
    path("people/<slug:slug>/page/<int:page>/", views.person),
    path("entities/", views.entities, name="entities"),
    path("entities/<slug:slug>/", views.entity, name="entity"),
    path("entities/<slug:slug>/page/<int:page>/", views.entity),
    path("topics/", views.topics, name="topics"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("topics/<slug:slug>/page/<int:page>/", views.topic),
    path("feeds/", views.feeds, name="feeds"),
    path("sitemap/", views.site_map, name="site_map"),
    path("feeds/<path:name>/<str:file>", feeds.feed, name="feed"),
    path("_util/login/", doors.to_login),  # before Wagtail's own, which counts no tries
    *styleguide_urls.patterns(),
    path("", include("cms.search.urls")),
    path("", include("newsletter.urls")),
    path("", include("cms.feedback.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
