from django.urls import path

from cyfran.web.public.open import views

app_name = "open"
urlpatterns = [
    path("", views.list_open, name="list"),
    path("feed/", views.feed, name="feed"),
    path("notice/", views.notice, name="notice"),
]
