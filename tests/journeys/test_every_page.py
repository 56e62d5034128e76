"""Every page of the product, as it opens and as it answers a form that was sent without a word in it."""

import pytest

from cyfran.cli.example.people import COORDINATOR
from cyfran.domain.base.models import User
from cyfran.domain.people.models import Person
from cyfran.web.carer.links import ME
from tests.journeys.samples import PageName, address_of, all_page_names, has_sample

# Tables and documents, to be opened in other programs.
FILES = {
    "carer:my:copy_json",
    "mfa_download_recovery_codes",
    *("public:changes:csv", "public:groups:csv", "public:reports:csv", "public:reports:json"),
    "public:open:feed",
    *("public:draws:lottery", "public:draws:record"),
    *(
        "staff:messages:letter",
        "staff:messages:print",
        "staff:opportunities:sheet",
        "staff:forwarding:file",
        "staff:forwarding:ways_csv",
    ),
    *("staff:contact:drop_off_csv", "staff:contact:wishes_csv"),
    *("staff:draws:lottery", "staff:draws:people", "staff:draws:record", "staff:who_looked:download"),
}
# Buttons on other pages lead here; there is nothing to read.
ONLY_POSTED_TO = {
    "carer:my:code_leave",
    "carer:my:here",
    "carer:register:forget",
    "staff:draws:adopt",
    "staff:draws:check",
    "staff:evaluation:ask",
    "staff:messages:again",
    "staff:messages:rung",
    "staff:messages:settle",
    "staff:people:send_link",
    "staff:people:stays",
    "staff:people:undo_merge",
    "staff:projects:reopen",
    "staff:visits:done",
}
# These open only to somebody who was on the page before: the other journeys walk through them.
WALKED_ELSEWHERE = {
    "account_confirm_login_code",
    "mfa_activate_totp",
    "mfa_authenticate",
    "carer:asking:send",
    "carer:my:check",
    "carer:my:code_type",
    "carer:my:code_who",
    "carer:register:done",
    "carer:register:permit",
    "carer:register:reach",
    "carer:register:you",
    "public:proposals:send",
}
_FOR_STAFF = ("staff:", "mfa_", "account_second", "account_sessions")
PAGES = [page for page in all_page_names() if page.name not in FILES | ONLY_POSTED_TO | WALKED_ELSEWHERE]


def test_every_name_in_the_urls_has_a_sample():
    assert [page.name for page in all_page_names() if not has_sample(page)] == []


def test_every_name_excused_here_is_still_there():
    assert (FILES | ONLY_POSTED_TO | WALKED_ELSEWHERE) - {page.name for page in all_page_names()} == set()


@pytest.mark.every_page
@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_can_be_read_and_used_by_everyone(page: PageName, language, walker):
    visitor = walker(language)
    if page.name.startswith(_FOR_STAFF):
        visitor.has_signed_in(User.objects.get(email=COORDINATOR["email"]))

    visitor.open(address_of(page, language))

    visitor.sends_every_form_empty()


@pytest.mark.every_page
@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("page", ["show", "copy", "looks", "reach"])
def test_what_opens_with_a_code_can_be_read_and_used_by_everyone(page, language, walker):
    visitor = walker(language)
    visitor.has_come_with_a_code(Person.objects.get(name="Gwenllian Enghraifft", is_example=True))

    visitor.visit(f"carer:my:{page}", ME)

    visitor.sends_every_form_empty()


def test_the_door_offers_both_languages_and_remembers_which_was_chosen(walker):
    visitor = walker("cy")

    visitor.open("/")
    visitor.sees("Cymraeg", "English")
    visitor.language = "en"
    visitor.goes_on_to("public:front:show")
    visitor.open("/")

    assert visitor.address.endswith("/en/")
