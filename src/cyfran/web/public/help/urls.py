from django.urls import path

from cyfran.web.public.help import views

app_name = "help"
urlpatterns = [path("help/", views.show, name="show")]
