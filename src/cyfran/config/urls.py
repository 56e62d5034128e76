"""The front door: which address leads to which audience."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path

from cyfran.api.doors import nothing_here
from cyfran.api.doors import urls as doors
from cyfran.api.health import say_alive, say_ready, tell_figures
from cyfran.api.notify import take_delivery, take_text
from cyfran.web.account.organisation import come_back
from cyfran.web.ui.views import choose_language

handler500 = "cyfran.web.ui.views.tell_of_failure"
urlpatterns = [
    path("", choose_language, name="choose-language"),
    path("healthz", say_alive, name="alive"),
    path("readyz", say_ready, name="ready"),
    path("metrics", tell_figures, name="figures"),
    path("notify/delivery", take_delivery, name="notify-delivery"),
    path("notify/text", take_text, name="notify-text"),
    path("api/v1/", nothing_here),
    path("api/v1/", doors),
    # Outside the languages: the organisation's sign-in is told one address to lead back to.
    path("organisation/<slug:provider_id>/", come_back, name="openid_connect_callback"),
    re_path("^api(?:/|$)", nothing_here),
    *i18n_patterns(
        path("", include("cyfran.web.public.urls")),
        path("", include("cyfran.web.carer.urls")),
        path("staff/", include("cyfran.web.staff.urls")),
        path("account/", include("cyfran.web.account.urls")),
    ),
]
