from django.urls import path

from cyfran.web.carer.register import door, views

app_name = "register"
urlpatterns = [
    path("", views.ask, {"page": "start"}, name="start"),
    path("from/<slug:code>/<slug:way>/", door.come, name="come"),
    path("for/<slug:public_id>/<slug:way>/", door.come_for, name="come_for"),
    path("child/", views.show_child, name="child"),
    path("tasks/", views.find_out, name="tasks"),
    path("you/", views.ask, {"page": "you"}, name="you"),
    path("reach/", views.ask, {"page": "reach"}, name="reach"),
    path("permit/", views.ask_what_is_permitted, name="permit"),
    path("done/", views.show_what_happens_next, name="done"),
    path("forget/", views.forget, name="forget"),
]
