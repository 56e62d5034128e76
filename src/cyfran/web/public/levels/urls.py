from django.urls import path

from cyfran.web.public.levels import views

app_name = "levels"
urlpatterns = [path("", views.show, name="show")]
