"""What people said: writing it down for them, making it safe to show, and sorting it."""

from django.urls import path

from cyfran.web.staff.contributions import views

app_name = "contributions"
urlpatterns = [
    path("add/", views.add_contribution, name="add"),
    path("project/<slug:public_id>/", views.list_contributions, name="list"),
    path("project/<slug:public_id>/themes/", views.themes, name="themes"),
    path("<slug:public_id>/", views.show_contribution, name="show"),
    path("<slug:public_id>/check/", views.check, name="check"),
    path("<slug:public_id>/sort/", views.sort, name="sort"),
    path("<slug:public_id>/withdraw/", views.withdraw, name="withdraw"),
]
