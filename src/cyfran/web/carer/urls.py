"""Pages for people who look after somebody."""

from django.urls import include, path

app_name = "carer"
urlpatterns = [
    path("register/", include("cyfran.web.carer.register.urls")),
    path("invitation/", include("cyfran.web.carer.invitation.urls")),
    path("evaluation/", include("cyfran.web.carer.evaluation.urls")),
    path("", include("cyfran.web.carer.asking.urls")),
    path("", include("cyfran.web.carer.draws.urls")),
    path("", include("cyfran.web.carer.my.urls")),
]
