"""Who of staff looked at whose record."""

from django.urls import path

from cyfran.web.staff.who_looked import views

app_name = "who_looked"
urlpatterns = [
    path("", views.list_looks, name="list"),
    path("download/", views.download, name="download"),
]
