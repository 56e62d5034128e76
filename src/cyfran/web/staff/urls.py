"""Pages for coordinators, after sign-in."""

from django.urls import include, path

app_name = "staff"
urlpatterns = [
    path("gallery/", include("cyfran.web.staff.gallery.urls")),
    path("people/", include("cyfran.web.staff.people.urls")),
    path("proposals/", include("cyfran.web.staff.proposals.urls")),
    path("messages/", include("cyfran.web.staff.messages.urls")),
]
