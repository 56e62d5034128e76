"""Whom to ask to something, chosen fairly, and whom that would reach."""

from django.urls import path

from cyfran.web.staff.choosing import views

app_name = "choosing"
urlpatterns = [
    path("<slug:public_id>/", views.choose, name="show"),
    path("<slug:public_id>/reach/", views.show_reach, name="reach"),
]
