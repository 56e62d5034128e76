from django.urls import path

from cyfran.web.account.sessions import views

urlpatterns = [path("", views.show, name="account_sessions")]
