"""How the web server runs: it logs as everything else does, and opens no door to be steered by."""

from cyfran.config.logs import logging_of

logconfig_dict = logging_of(requests=False)
control_socket_disable = True
