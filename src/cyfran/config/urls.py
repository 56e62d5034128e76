"""The front door: which address leads to which audience."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    *i18n_patterns(path("account/", include("allauth.account.urls"))),
]
