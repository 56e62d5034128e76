"""Pages for coordinators, after sign-in."""

from django.urls import include, path

app_name = "staff"
urlpatterns = [
    path("", include("cyfran.web.staff.today.urls")),
    path("gallery/", include("cyfran.web.staff.gallery.urls")),
    path("people/", include("cyfran.web.staff.people.urls")),
    path("flags/", include("cyfran.web.staff.flags.urls")),
    path("proposals/", include("cyfran.web.staff.proposals.urls")),
    path("groups/", include("cyfran.web.staff.groups.urls")),
    path("projects/", include("cyfran.web.staff.projects.urls")),
    path("opportunities/", include("cyfran.web.staff.opportunities.urls")),
    path("passed-on/", include("cyfran.web.staff.forwarding.urls")),
    path("changes/", include("cyfran.web.staff.changes.urls")),
    path("visits/", include("cyfran.web.staff.visits.urls")),
    path("choosing/", include("cyfran.web.staff.choosing.urls")),
    path("draws/", include("cyfran.web.staff.draws.urls")),
    path("contact/", include("cyfran.web.staff.contact.urls")),
    path("meetings/", include("cyfran.web.staff.meetings.urls")),
    path("contributions/", include("cyfran.web.staff.contributions.urls")),
    path("decisions/", include("cyfran.web.staff.decisions.urls")),
    path("responses/", include("cyfran.web.staff.responses.urls")),
    path("evaluation/", include("cyfran.web.staff.evaluation.urls")),
    path("messages/", include("cyfran.web.staff.messages.urls")),
    path("reports/", include("cyfran.web.staff.reports.urls")),
    path("roles/", include("cyfran.web.staff.roles.urls")),
    path("notice/", include("cyfran.web.staff.notice.urls")),
    path("who-looked/", include("cyfran.web.staff.who_looked.urls")),
]
