from django.urls import path

from cyfran.web.carer.asking import views

app_name = "asking"
urlpatterns = [
    path("my/<str:link>/ask/", views.ask, name="ask"),
    path("my/<str:link>/ask/send/", views.send, name="send"),
]
