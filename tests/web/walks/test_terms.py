"""Switch the word for carers, and no page of that organisation says the other one."""

import html
import re
from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cyfran.cli.example.people import COORDINATOR
from cyfran.domain.base.models import AuditEvent, User
from cyfran.domain.base.terms import Term
from cyfran.domain.groups.models import Group
from cyfran.domain.organisations.models import Area, Organisation
from cyfran.domain.organisations.queries import council_of
from tests.factories.organisations import make_membership
from tests.journeys.samples import PageName, address_of, all_page_names

pytestmark = pytest.mark.every_page

OF_CARERS = re.compile(r"carer|ofalw(?:r|yr)\b", re.IGNORECASE)
WORDS = {
    Term.UNPAID_CARER: re.compile(r"unpaid carers?\b|ofalw(?:r|yr) di-dâl", re.IGNORECASE),
    Term.FAMILY_CARER: re.compile(r"family carers?\b|ofalw(?:r|yr) teulu", re.IGNORECASE),
}
NO_TERM = re.compile(r"Carers Wales|Ofalwyr Cymru|young[ -]carers?|ofalw(?:r|yr) ifanc", re.IGNORECASE)
NOT_SEEN = re.compile(r"<(script|style)\b.*?</\1>|<(?!meta)[^>]*>|<!--.*?-->", re.DOTALL)
SEEN_BY_SOME = re.compile(r'(?:aria-label|title|alt|placeholder|content)="([^"]*)"')
TO_CHOOSE = "staff:roles:word"
ITS_OWN_PUBLIC_PAGES = {
    "public:areas:show", "public:draws:show", "public:projects:show", "public:proposals:thanks", "public:reports:show",
}  # fmt: skip


@pytest.fixture
def council() -> Organisation:
    return council_of(Area.objects.get(slug="ceredigion"))


def test_no_page_of_an_organisation_names_carers_by_another_word(council):
    Organisation.objects.filter(pk=council.pk).update(term=Term.FAMILY_CARER)
    pages = [page for page in all_page_names() if page.name.startswith(("carer:", "staff:")) or page.name in ITS_OWN_PUBLIC_PAGES]
    administrator = User.objects.get(email=COORDINATOR["email"])
    administrator.memberships.update(role="ADMINISTRATOR")

    told = what_is_told(pages, administrator)

    assert other_words(told, Term.FAMILY_CARER, but={TO_CHOOSE}) == {}
    assert sum(len(WORDS[Term.FAMILY_CARER].findall(text)) for text in told.values()) > 150


def test_no_page_of_an_installation_names_carers_by_another_word(council, settings):
    settings.TERM = Term.UNPAID_CARER

    told = what_is_told([page for page in all_page_names() if not page.name.startswith("staff:")], None)

    assert other_words(told, Term.UNPAID_CARER, but={TO_CHOOSE}) == {}
    assert sum(len(WORDS[Term.UNPAID_CARER].findall(text)) for text in told.values()) > 100


def test_pages_without_an_organisation_speak_for_the_installation(council):
    Organisation.objects.update(term=Term.FAMILY_CARER)

    told = what_is_told([page for page in all_page_names() if page.name in ("public:levels:show", "public:front:show")], None)

    assert [WORDS[Term.FAMILY_CARER].findall(text) for text in told.values()] == [[], [], [], []]
    assert all(OF_CARERS.search(text) for text in told.values())


def test_whoever_works_for_bodies_with_different_words_reads_that_of_the_installation(council, settings):
    settings.TERM = Term.UNPAID_CARER
    Organisation.objects.filter(pk=council.pk).update(term=Term.FAMILY_CARER)
    user = User.objects.get(email=COORDINATOR["email"])
    client = Client()
    client.force_login(user)

    alone = client.get(reverse("staff:roles:carer")).content.decode()
    make_membership(user=user)
    both = client.get(reverse("staff:roles:carer")).content.decode()

    assert ("Are you also a family carer?" in alone, "Are you also an unpaid carer?" in both) == (True, True)


def test_the_page_of_a_group_speaks_for_its_organisation(council):
    Organisation.objects.filter(pk=council.pk).update(term=Term.FAMILY_CARER)
    group = Group.objects.get(is_example=True)

    with override("cy"):
        page = Client().get(reverse("public:groups:show", args=[group.public_id])).content.decode()

    assert WORDS[Term.FAMILY_CARER].search(page)


def what_is_told(pages: Iterable[PageName], reader: User | None) -> dict[str, str]:
    """Return what each page tells in both languages, without what people and bodies wrote themselves."""
    client, own = Client(), own_words()
    if reader:
        client.force_login(reader)
    told = {}
    for page in pages:
        for language in ("cy", "en"):
            answer = client.get(address_of(page, language))
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                told[f"{page.name} {language}"] = our_words(answer.content.decode(), own)
    return told


def own_words() -> list[str]:
    """Return every line in the records that names carers, the longest first."""
    lines = set()
    for model in apps.get_models():
        fields = [
            field.attname for field in model._meta.concrete_fields if isinstance(field, (models.CharField, models.TextField))
        ]
        if model is AuditEvent or not model.__module__.startswith("cyfran."):
            continue
        for row in model._default_manager.values_list(*fields):
            lines |= {" ".join(line.split()) for text in row if text for line in str(text).splitlines()}
    lines |= {f"{line[:89]}…" for line in lines}  # a list of requests shows their beginning
    return sorted(filter(OF_CARERS.search, lines), key=len, reverse=True)


def our_words(page: str, own: Iterable[str]) -> str:
    seen = " ".join([NOT_SEEN.sub("\n", page), *SEEN_BY_SOME.findall(page)])
    text = " ".join(html.unescape(seen).split())
    for line in own:
        text = text.replace(line, "…")
    return NO_TERM.sub("…", text)


def other_words(told: dict[str, str], term: Term, *, but: Iterable[str] = ()) -> dict[str, list[str]]:
    """Return, for each page, the places where carers go by another word."""
    wrong = {}
    for page, text in told.items():
        without = WORDS[term].sub("…", text)
        if (places := re.findall(rf".{{0,40}}(?:{OF_CARERS.pattern}).{{0,20}}", without, re.I)) and page.split()[0] not in but:
            wrong[page] = places
    return wrong
