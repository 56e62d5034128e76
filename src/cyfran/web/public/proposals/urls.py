from django.urls import path

from cyfran.web.public.proposals import views

app_name = "proposals"
urlpatterns = [
    path("ask/", views.ask, name="ask"),
    path("ask/send/", views.send, name="send"),
    path("ask/<slug:public_id>/", views.thanks, name="thanks"),
    path("asks/", views.list_proposals, name="list"),
]
