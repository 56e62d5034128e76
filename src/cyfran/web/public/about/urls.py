from django.urls import path

from cyfran.web.public.about import views

app_name = "about"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("data/", views.data, name="data"),
]
