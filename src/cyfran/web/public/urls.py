"""Pages anyone may read."""

from django.urls import include, path

app_name = "public"
urlpatterns = [
    path("", include("cyfran.web.public.front.urls")),
    path("", include("cyfran.web.public.about.urls")),
    path("groups/", include("cyfran.web.public.groups.urls")),
    path("areas/", include("cyfran.web.public.areas.urls")),
    path("levels/", include("cyfran.web.public.levels.urls")),
]
