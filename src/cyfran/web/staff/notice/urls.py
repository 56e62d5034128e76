"""What the privacy notice says of an organisation."""

from django.urls import path

from cyfran.web.staff.notice import views

app_name = "notice"
urlpatterns = [
    path("", views.list_notices, name="list"),
    path("<slug:public_id>/", views.change_notice, name="change"),
]
