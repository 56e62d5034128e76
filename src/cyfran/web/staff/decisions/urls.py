"""Questions put to the vote, and how they went."""

from django.urls import path

from cyfran.web.staff.decisions import views

app_name = "decisions"
urlpatterns = [
    path("add/<slug:public_id>/", views.add_decision, name="add"),
    path("<slug:public_id>/", views.show_decision, name="show"),
    path("<slug:public_id>/decide/", views.record_outcome, name="decide"),
]
