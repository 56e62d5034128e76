from django.urls import path

from cyfran.web.public.about import views

app_name = "about"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("privacy/easy/", views.privacy_easy, name="privacy_easy"),
    path("privacy/full/", views.privacy_full, name="privacy_full"),
    path("data/", views.data, name="data"),
]
