"""Pages anyone may read."""

from django.urls import include, path

app_name = "public"
urlpatterns = [
    path("", include("cyfran.web.public.front.urls")),
    path("", include("cyfran.web.public.about.urls")),
    path("", include("cyfran.web.public.help.urls")),
    path("groups/", include("cyfran.web.public.groups.urls")),
    path("areas/", include("cyfran.web.public.areas.urls")),
    path("levels/", include("cyfran.web.public.levels.urls")),
    path("projects/", include("cyfran.web.public.projects.urls")),
    path("open/", include("cyfran.web.public.open.urls")),
    path("draws/", include("cyfran.web.public.draws.urls")),
    path("what-changed/", include("cyfran.web.public.changes.urls")),
    path("", include("cyfran.web.public.proposals.urls")),
    path("reports/", include("cyfran.web.public.reports.urls")),
]
