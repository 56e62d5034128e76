from django.urls import path

from cyfran.web.public.projects import views

app_name = "projects"
urlpatterns = [
    path("", views.list_projects, name="list"),
    path("<slug:public_id>/", views.show, name="show"),
]
