"""How far invitations went, and how often people are asked beside how often they would like to be."""

from django.urls import path

from cyfran.web.staff.contact import views

app_name = "contact"
urlpatterns = [
    path("drop-off/", views.show_drop_off, name="drop_off"),
    path("drop-off/drop-off.csv", views.download_drop_off, name="drop_off_csv"),
    path("drop-off/<slug:public_id>/", views.show_drop_off_in, name="drop_off_in"),
    path("wishes/", views.show_wishes, name="wishes"),
    path("wishes/wishes.csv", views.download_wishes, name="wishes_csv"),
]
