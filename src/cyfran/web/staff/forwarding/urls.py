"""What a body has partners pass on, and what partners pass on to their own people."""

from django.urls import path

from cyfran.web.staff.forwarding import kit, views, ways

app_name = "forwarding"
urlpatterns = [
    path("", views.list_forwards, name="list"),
    path("ways/", ways.show_ways, name="ways"),
    path("ways.csv", ways.download_ways, name="ways_csv"),
    path("add/<slug:public_id>/", views.add_forward, name="add"),
    path("<slug:public_id>/", views.show_forward, name="show"),
    path("<slug:public_id>/tell/", views.tell, name="tell"),
    path("<slug:public_id>/kit/", kit.show_kit, name="kit"),
    path("<slug:public_id>/kit/<str:name>", kit.get_file, name="file"),
]
