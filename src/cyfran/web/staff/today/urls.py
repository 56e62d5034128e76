"""The landing page after sign-in."""

from django.urls import path

from cyfran.web.staff.today import views

app_name = "today"
urlpatterns = [path("", views.show_today, name="show")]
