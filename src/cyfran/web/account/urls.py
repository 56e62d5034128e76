"""Sign-in by a code sent by e-mail, and a second step. The names are allauth's, which leads from one step to the next by them."""

from allauth.account import views
from django.urls import include, path
from django.views.generic import TemplateView

from cyfran.web.account.organisation import enter
from cyfran.web.account.outbox.views import show_outbox

urlpatterns = [
    path("sign-in/", views.request_login_code, name="account_request_login_code"),
    path("sign-in/", views.request_login_code, name="account_login"),
    path("sign-in/code/", views.confirm_login_code, name="account_confirm_login_code"),
    path("sign-out/", views.logout, name="account_logout"),
    path("closed/", views.account_inactive, name="account_inactive"),
    path("second-step/", include("cyfran.web.account.second_step.urls")),
    path("sessions/", include("cyfran.web.account.sessions.urls")),
    path("organisation/", enter, name="account_organisation"),
    path(
        "organisation/not-finished/",
        TemplateView.as_view(template_name="socialaccount/authentication_error.html"),
        name="socialaccount_login_cancelled",
    ),
    # Nobody signs up by themselves; allauth asks for this name.
    path("not-appointed/", TemplateView.as_view(template_name="account/signup_closed.html"), name="account_signup"),
    path("outbox/", show_outbox, name="account_outbox"),
]
