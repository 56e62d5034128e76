"""Answering what people said."""

from django.urls import path

from cyfran.web.staff.responses import views

app_name = "responses"
urlpatterns = [
    path("<slug:public_id>/", views.answer_one, name="add"),
    path("theme/<slug:public_id>/", views.answer_theme, name="theme"),
]
