"""The API: version 1, described by OpenAPI."""

from ninja import NinjaAPI

from cyfran import __version__
from cyfran.api.public import router

api = NinjaAPI(
    title="Cyfran",
    version=__version__,
    description="Public data on co-production with unpaid carers. No key is needed.",
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", router)
