"""The frozen reports of our organisations."""

from django.urls import path

from cyfran.web.staff.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.list_editions, name="list"),
    path("equality/", views.show_equality, name="equality"),
    path("freeze/", views.freeze_year, name="freeze"),
]
