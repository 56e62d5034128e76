"""Worries that cannot wait, and who sees to them."""

from django.urls import path

from cyfran.web.staff.flags import views

app_name = "flags"
urlpatterns = [
    path("leads/", views.choose_leads, name="leads"),
    path("raise/<slug:public_id>/", views.raise_one, name="raise"),
    path("<slug:public_id>/", views.show, name="show"),
    path("<slug:public_id>/mine/", views.take, name="take"),
    path("<slug:public_id>/give/", views.give, name="give"),
]
