"""How the web server logs: as everything else does."""

from cyfran.config.logs import logging_of

logconfig_dict = logging_of(requests=False)
