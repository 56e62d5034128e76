from django.urls import path

from cyfran.web.public.changes import views

app_name = "changes"
urlpatterns = [
    path("", views.list_changes, name="list"),
    path("what-changed.csv", views.download, name="csv"),
]
