"""Draws by lot: from the targets to the group that was drawn, and what is needed when somebody cannot come."""

from django.urls import path

from cyfran.web.staff.draws import downloads, people, views

app_name = "draws"
urlpatterns = [
    path("add/<slug:public_id>/", views.add, name="add"),
    path("renew/<slug:public_id>/", views.renew, name="renew"),
    path("<slug:public_id>/", views.show, name="show"),
    path("<slug:public_id>/leaving/", views.leaving, name="leaving"),
    path("<slug:public_id>/seats/", views.seats, name="seats"),
    path("<slug:public_id>/change/", views.change, name="change"),
    path("<slug:public_id>/targets/", views.targets, name="targets"),
    path("<slug:public_id>/targets/check/", views.check_targets, name="check"),
    path("<slug:public_id>/targets/flex/", views.flex, name="flex"),
    path("<slug:public_id>/targets/adopt/", views.adopt, name="adopt"),
    path("<slug:public_id>/run/", views.run, name="run"),
    path("<slug:public_id>/discard/", views.discard, name="discard"),
    path("<slug:public_id>/stop/", views.stop, name="stop"),
    path("<slug:public_id>/announce/", views.announce, name="announce"),
    path("<slug:public_id>/draw/", views.draw, name="draw"),
    path("<slug:public_id>/chances/", views.chances, name="chances"),
    path("<slug:public_id>/people.csv", downloads.people, name="people"),
    path("<slug:public_id>/public_lottery.csv", downloads.lottery, name="lottery"),
    path("<slug:public_id>/draw.json", downloads.record, name="record"),
    path("<slug:public_id>/ring/", people.ring, name="ring"),
    path("people/<slug:public_id>/", people.take_down, name="answer"),
    path("people/<slug:public_id>/replace/", people.ask_next, name="replace"),
]
