"""Meetings, and who was there."""

from django.urls import path

from cyfran.web.staff.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.list_meetings, name="list"),
    path("add/<slug:public_id>/", views.add_meeting, name="add"),
    path("<slug:public_id>/", views.show_meeting, name="show"),
    path("<slug:public_id>/change/", views.change, name="change"),
    path("<slug:public_id>/support/", views.offer, name="support"),
    path("<slug:public_id>/attendance/", views.record, name="attendance"),
]
