"""The groups of our organisations, and who holds which seat."""

from django.urls import path

from cyfran.web.staff.groups import views

app_name = "groups"
urlpatterns = [
    path("", views.list_groups, name="list"),
    path("add/", views.add_group, name="add"),
    path("<slug:public_id>/", views.show_group, name="show"),
    path("<slug:public_id>/change/", views.change_group, name="change"),
    path("<slug:public_id>/seats/add/", views.add_seat, name="add_seat"),
    path("<slug:public_id>/seats/<slug:seat_id>/", views.fill_seat, name="seat"),
    path("<slug:public_id>/seats/<slug:seat_id>/vacate/", views.vacate_seat, name="vacate"),
]
