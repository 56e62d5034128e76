"""Sign-in by a code sent by e-mail. The names are allauth's, which leads from one step to the next by them."""

from allauth.account import views
from django.urls import path

from cyfran.web.account.outbox.views import show_outbox

urlpatterns = [
    path("sign-in/", views.request_login_code, name="account_request_login_code"),
    path("sign-in/", views.request_login_code, name="account_login"),
    path("sign-in/code/", views.confirm_login_code, name="account_confirm_login_code"),
    path("sign-out/", views.logout, name="account_logout"),
    path("closed/", views.account_inactive, name="account_inactive"),
    path("outbox/", show_outbox, name="account_outbox"),
]
