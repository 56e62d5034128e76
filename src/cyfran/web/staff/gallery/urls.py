"""Where the gallery of parts is."""

from django.urls import path

from cyfran.web.staff.gallery import views

app_name = "gallery"

urlpatterns = [path("", views.show, name="show")]
