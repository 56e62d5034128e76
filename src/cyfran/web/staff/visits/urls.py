"""Visits to where people who look after somebody meet, and registering those who are met there."""

from django.urls import path

from cyfran.web.staff.visits import views

app_name = "visits"
urlpatterns = [
    path("", views.list_visits, name="list"),
    path("add/", views.add_visit, name="add"),
    path("<slug:public_id>/", views.show_visit, name="show"),
    path("<slug:public_id>/change/", views.change_visit, name="change"),
    path("<slug:public_id>/done/", views.say_it_is_done, name="done"),
    path("<slug:public_id>/sign-up/", views.sign_up, name="sign_up"),
]
