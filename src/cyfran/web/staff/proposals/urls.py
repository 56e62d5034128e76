"""Requests for co-production, as staff answer them."""

from django.urls import path

from cyfran.web.staff.proposals import views

app_name = "proposals"
urlpatterns = [
    path("", views.list_proposals, name="list"),
    path("add/", views.add_proposal, name="add"),
    path("<slug:public_id>/", views.show_proposal, name="show"),
]
