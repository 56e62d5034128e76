"""What a body has partners pass on, and what partners pass on to their own people."""

from django.urls import path

from cyfran.web.staff.forwarding import views

app_name = "forwarding"
urlpatterns = [
    path("", views.list_forwards, name="list"),
    path("add/<slug:public_id>/", views.add_forward, name="add"),
    path("<slug:public_id>/", views.show_forward, name="show"),
]
