"""`cyfran report`: the account of one body or region for one year, as everyone may read it."""

import argparse
import sys

from cyfran.cli.application import application, refuse
from cyfran.cli.exits import DONE
from cyfran.cli.language import gettext as _


def summary() -> str:
    return _("Print the account of an organisation or a region for one year, the same bytes each time.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    body = parser.add_mutually_exclusive_group(required=True)
    body.add_argument("--organisation", type=_slug, metavar="SLUG", help=_("the organisation, by the name in its address"))
    body.add_argument("--region", type=_slug, metavar="SLUG", help=_("the region: its councils and its partnership together"))
    parser.add_argument("--year", type=int, required=True, help=_("the year, as it stands today or stood on its last day"))
    parser.add_argument("--example", action="store_true", help=_("let in what is marked as an example"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object, without people's words, and nothing else"))


def run(options: argparse.Namespace) -> int:
    with application():
        from cyfran.cli.database import refuse_unless_ready, refuse_wrong_keys  # noqa: PLC0415 -- needs Django
        from cyfran.domain.organisations.models import Organisation, Region  # noqa: PLC0415 -- needs Django
        from cyfran.domain.reports.bridge import account_of  # noqa: PLC0415 -- needs Django
        from cyfran.domain.reports.files import as_csv, canonical_bytes  # noqa: PLC0415 -- needs Django
        from cyfran.domain.reports.queries import words_in  # noqa: PLC0415 -- needs Django

        refuse_unless_ready()
        refuse_wrong_keys()
        organisation = Organisation.objects.filter(slug=options.organisation).first()
        region = Region.objects.filter(slug=options.region).first()
        if not organisation and not region:
            refuse(_("There is no body of the name %(slug)s.") % {"slug": options.organisation or options.region})
        account = account_of(organisation=organisation, region=region, year=options.year, example=options.example)
        content = canonical_bytes(account) + b"\n" if options.json else as_csv(account, words_in(account)).encode()
        # Bytes, so that no terminal's alphabet changes them.
        sys.stdout.buffer.write(content)
    return DONE


def _slug(text: str) -> str:
    """Take a name as it stands in an address, where no other letters are: not every database takes what is no text."""
    return text.encode("ascii", "replace").decode()
