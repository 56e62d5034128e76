"""The seven pages that messages link to, for the tests of domain rooms: those know of pages only what they are called."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def _page(request: HttpRequest, link: str, public_id: str = "") -> HttpResponse:
    return HttpResponse(link + public_id)


def _room(address: str, name: str) -> tuple[list, str]:
    beside = [path(f"{address}/<str:link>/{name}/", _page, name=name) for name in ("help", "load")]
    return [path(f"{address}/<str:link>/", _page, name="show"), *beside], name


def _door(request: HttpRequest, code: str, way: str) -> HttpResponse:
    return HttpResponse(code + way)


_carer = [
    path("", include(([path("register/from/<str:code>/<str:way>/", _door, name="come")], "register"))),
    path("", include(_room("my", "my"))),
    path("", include(_room("invitation", "invitation"))),
    path("", include(_room("evaluation", "evaluation"))),
    path("", include(([path("my/<str:link>/draws/<str:public_id>/", _page, name="show")], "draws"))),
]
urlpatterns = i18n_patterns(path("", include((_carer, "carer"))))
