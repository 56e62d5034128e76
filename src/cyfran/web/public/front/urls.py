from django.urls import path

from cyfran.web.public.front import views

app_name = "front"
urlpatterns = [path("", views.show, name="show")]
