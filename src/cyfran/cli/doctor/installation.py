"""What the doctor looks at in the settings: who can read what, the mail server, and the certificate of the address."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection

from cyfran.cli.doctor.findings import Findings, care, fault, fine
from cyfran.cli.language import gettext as _
from cyfran.domain.base import clock
from cyfran.domain.people.models import Person

_LOCAL = {"127.0.0.1", "localhost", "::1"}
_OTHERS = 0o077
_PATIENCE_SECONDS = 5
_RENEW_BEFORE = timedelta(days=14)


def configuration() -> Findings:
    """See that no setting opens what should be closed."""
    found = [*_open_doors(), *_open_files()]
    yield from found or [fine("configuration", _("The settings can be understood, and leave nothing open."))]


def _open_doors() -> Findings:
    if settings.DEBUG:
        words = _("CYFRAN_DEBUG is on: a page of an error shows settings and records to whoever meets it.")
        yield fault("configuration", words, _("Take it out of the settings, except on a developer's own machine."))
    yield from _open_outbox()
    if not settings.HTTPS and urlsplit(settings.PUBLIC_ADDRESS).hostname not in _LOCAL:
        words = _("The pages go over the network unencrypted: CYFRAN_PUBLIC_ADDRESS does not begin with https://.")
        advice = _("Put a web server with TLS in front, as %(document)s shows.")
        yield fault("configuration", words, advice % {"document": "docs/operations/one-machine.md"})
    if settings.HTTPS and not settings.BEHIND_PROXY:
        words = _("CYFRAN_PUBLIC_ADDRESS begins with https://, and CYFRAN_BEHIND_PROXY is not set.")
        yield care("configuration", words, _("Set it to 1: else all visitors count as one where attempts are limited."))


def _open_outbox() -> Findings:
    """See that the outbox, with the codes by which one signs in, is open to everybody only where everything is invented."""
    if not settings.DEMONSTRATION:
        return
    people, advice = Person.objects.all(), _("Take it out of the settings, and start Cyfran again.")
    if people.filter(is_example=False).exists():
        words = _("CYFRAN_DEMONSTRATION is on, and there are people who are not invented: everybody can read their e-mails.")
        yield fault("configuration", words, advice)
    elif not people.exists():
        words = _("CYFRAN_DEMONSTRATION is on, and the example is not here: everybody can read the codes of staff.")
        yield fault("configuration", words, advice)
    elif urlsplit(settings.PUBLIC_ADDRESS).hostname not in _LOCAL:
        words = _("CYFRAN_DEMONSTRATION is on: whoever knows %(address)s can sign in there as anybody.")
        yield care("configuration", words % {"address": settings.PUBLIC_ADDRESS}, _("Keep nothing in it that is not invented."))


def _open_files() -> Findings:
    """Name the files that others can read: those in a folder that others may enter."""
    for file in (settings.DATA / "cyfran.env", settings.DATABASES["default"]["NAME"]):
        path = settings.DATA / str(file)
        if path.is_file() and path.stat().st_mode & _OTHERS and path.parent.stat().st_mode & _OTHERS:
            words = _("Other users of this machine can read %(file)s.") % {"file": path}
            yield fault("configuration", words, _("Take it from them: chmod 600 %(file)s") % {"file": path})


def mail() -> Findings:
    """See that the mail server answers and lets us in. Nothing is sent."""
    if not settings.EMAIL_HOST:
        words = _("No mail server is set: e-mails become files in %(folder)s.") % {"folder": settings.DATA / "outbox"}
        yield fine("mail", words) if settings.DEMONSTRATION else care("mail", words, _("Set CYFRAN_SMTP_HOST."))
        return
    server = {"host": settings.EMAIL_HOST}
    try:
        with get_connection():
            yield fine("mail", _("The mail server %(host)s answers.") % server)
    except (OSError, SMTPException):
        words = _("The mail server %(host)s does not answer, or does not let us in.") % server
        yield fault("mail", words, _("See the variables that begin with CYFRAN_SMTP. What waits is sent once it answers."))


def certificate() -> Findings:
    """See how long the certificate of the public address still holds."""
    if not settings.HTTPS:
        return
    advice = _("See that the web server in front renews its certificate by itself.")
    try:
        until = certificate_ends()
    except (OSError, ValueError):
        words = _("%(address)s cannot be reached from here with a certificate that holds.")
        yield care("certificate", words % {"address": settings.PUBLIC_ADDRESS}, advice)
        return
    words = _("The certificate of the address holds until %(day)s.") % {"day": until.date()}
    yield fine("certificate", words) if until - clock.now() > _RENEW_BEFORE else fault("certificate", words, advice)


def certificate_ends() -> datetime:
    """Ask the public address for its certificate, and return when it ends. Raises OSError where none holds."""
    address = urlsplit(settings.PUBLIC_ADDRESS)
    host = address.hostname or ""
    with (
        socket.create_connection((host, address.port or 443), timeout=_PATIENCE_SECONDS) as connection,
        ssl.create_default_context().wrap_socket(connection, server_hostname=host) as encrypted,
    ):
        ends = (encrypted.getpeercert() or {})["notAfter"]
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(ends)), tz=UTC)
