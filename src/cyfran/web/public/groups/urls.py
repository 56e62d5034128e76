from django.urls import path

from cyfran.web.public.groups import views

app_name = "groups"
urlpatterns = [
    path("", views.list_groups, name="list"),
    path("groups.csv", views.download, name="csv"),
    path("<slug:public_id>/", views.show, name="show"),
]
