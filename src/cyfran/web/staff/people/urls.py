"""Finding and registering people, and what staff do on their behalf."""

from django.urls import path

from cyfran.web.staff.people import caring, merging, views

app_name = "people"
urlpatterns = [
    path("", views.list_people, name="list"),
    path("register/", views.register_person, name="register"),
    path("leaving/", views.list_leaving, name="leaving"),
    path("twice/", merging.list_doubles, name="doubles"),
    path("<slug:public_id>/", views.show_person, name="show"),
    path("<slug:public_id>/reach/", views.show_contact, name="reach"),
    path("<slug:public_id>/contact/", views.change_contact, name="contact"),
    path("<slug:public_id>/caring/", caring.show, name="caring"),
    path("<slug:public_id>/caring/add/", caring.change, name="caring_add"),
    path("<slug:public_id>/caring/<slug:role>/", caring.change, name="caring_role"),
    path("<slug:public_id>/caring/<slug:role>/name/", caring.name, name="caring_name"),
    path("<slug:public_id>/caring/<slug:role>/forget/", caring.forget, name="caring_forget"),
    path("<slug:public_id>/twice/", merging.find, name="twice"),
    path("<slug:public_id>/twice/undo/", merging.undo, name="undo_merge"),
    path("<slug:public_id>/twice/<slug:other>/", merging.compare, name="compare"),
    path("<slug:public_id>/load/", views.change_load, name="load"),
    path("<slug:public_id>/preference/", views.write_down_preference, name="preference"),
    path("<slug:public_id>/permissions/<slug:use>/", views.ask_permission, name="permission"),
    path("<slug:public_id>/equality/", views.ask_about_equality, name="equality"),
    path("<slug:public_id>/stays/", views.say_they_stay, name="stays"),
    path("<slug:public_id>/remove/", views.remove_person, name="remove"),
    path("<slug:public_id>/link/", views.send_link_again, name="send_link"),
    path("<slug:public_id>/link/renew/", views.make_new_link, name="renew_link"),
]
