from django.urls import path

from cyfran.web.public.areas import views

app_name = "areas"
urlpatterns = [
    path("", views.list_areas, name="list"),
    path("<slug:slug>/", views.show, name="show"),
]
