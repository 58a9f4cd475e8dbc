from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("alongside.web.urls")),
    path("", include("alongside.people.urls")),
    path("", include("alongside.projects.urls")),
    path("", include("alongside.easy.urls")),
    path("", include("alongside.gatherings.urls")),
    path("", include("alongside.ethics.urls")),
    path("", include("alongside.care.urls")),
    path("", include("alongside.needs.urls")),
    path("", include("alongside.equality.urls")),
    path("", include("alongside.communities.urls")),
    path("", include("alongside.trust.urls")),
    path("", include("alongside.moderation.urls")),
    path("", include("alongside.voices.urls")),
    path("", include("alongside.room.urls")),
    path("", include("alongside.sensemaking.urls")),
    path("", include("alongside.decisions.urls")),
    path("", include("alongside.impact.urls")),
    path("", include("alongside.exchange.urls")),
    path("", include("alongside.api.urls")),
    path("", include("alongside.people.account_urls")),
    path("admin/", admin.site.urls),
]
handler404 = "alongside.web.errors.not_found"
handler403 = "alongside.web.errors.not_allowed"
handler500 = "alongside.web.errors.broken"
