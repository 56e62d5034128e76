"""Asking those who took part how it was."""

from django.urls import path

from cyfran.web.staff.evaluation import views

app_name = "evaluation"
urlpatterns = [
    path("<slug:public_id>/", views.show_evaluation, name="show"),
    path("<slug:public_id>/ask/", views.ask, name="ask"),
    path("<slug:public_id>/add/", views.add_answers, name="add"),
]
