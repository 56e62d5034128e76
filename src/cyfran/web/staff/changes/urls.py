"""Moving something, or calling it off, after people were asked to it."""

from django.urls import path

from cyfran.web.staff.changes import views

app_name = "changes"
urlpatterns = [
    path("<slug:public_id>/move/", views.move, name="move"),
    path("<slug:public_id>/call-off/", views.call_it_off, name="call_off"),
]
