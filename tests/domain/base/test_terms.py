import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings as all_settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy, ngettext, override

from cyfran.domain.base.terms import Term, speak, speaking

CATALOGUE = Path(all_settings.LOCALE_PATHS[0]) / "cy" / "LC_MESSAGES" / "django.po"


@pytest.mark.parametrize(
    ("term", "english", "welsh"),
    [
        (Term.CARER, "A carer's seat on a board", "Sedd i ofalwr ar fwrdd"),
        (Term.UNPAID_CARER, "An unpaid carer's seat on a board", "Sedd i ofalwr di-dâl ar fwrdd"),
        (Term.FAMILY_CARER, "A family carer's seat on a board", "Sedd i ofalwr teulu ar fwrdd"),
    ],
)
def test_a_sentence_takes_the_term_with_its_article_and_its_mutation(term, english, welsh):
    with speaking(term):
        said = []
        for language in ("en", "cy"):
            with override(language):
                said.append(gettext("A carer's seat on a board"))

    assert said == [english, welsh]


def test_a_sentence_keeps_its_capital_and_takes_the_term_at_each_place():
    sentence = "These pages are for people who work with carers. Carers need no account: the link to your own page is in the "
    sentence += "messages we send you."

    with speaking(Term.UNPAID_CARER), override("cy"):
        welsh = gettext(sentence)
    with speaking(Term.UNPAID_CARER), override("en"):
        english = gettext(sentence)

    assert english.startswith("These pages are for people who work with unpaid carers. Unpaid carers need no account")
    assert "pobl sy'n gweithio gyda gofalwyr di-dâl. Nid oes angen cyfrif ar ofalwyr di-dâl: mae'r ddolen" in welsh


def test_what_is_put_into_a_sentence_and_the_names_of_charities_stay_as_they_are():
    with speaking(Term.FAMILY_CARER), override("en"):
        titled = gettext("%(name)s and its carers, %(year)s") % {"name": "Dyfed Carers Club", "year": 2026}
        named = gettext("The groups of the register: as named by Carers Wales in its report.")
        young = gettext("The young-carer lead and each young carer")
        counted = ngettext("%(carers)s has carers", "%(carers)s have carers", 3)

    assert titled == "Dyfed Carers Club and its family carers, 2026"
    assert named == "The groups of the register: as named by Carers Wales in its report."
    assert young == "The young-carer lead and each young carer"
    assert counted == "%(carers)s have family carers"


def test_a_lazy_sentence_takes_the_term_spoken_when_it_is_shown_and_stays_safe():
    sentence = gettext_lazy("Carers decide.")

    with override("en"), speaking(Term.UNPAID_CARER):
        shown, safe = str(sentence), gettext(SafeString("Carers &amp; staff"))

    assert (shown, safe, type(safe)) == ("Unpaid carers decide.", "Unpaid carers &amp; staff", SafeString)


def test_the_term_of_the_installation_counts_where_nobody_speaks(settings):
    settings.TERM = "FAMILY_CARER"

    with override("en"):
        said = [gettext("carers")]
        with speaking(Term.CARER):
            said.append(gettext("carers"))
            speak("")
            said.append(gettext("carers"))

    assert said == ["family carers", "carers", "family carers"]


def test_each_term_is_named_by_itself_whatever_is_spoken():
    with speaking(Term.FAMILY_CARER), override("cy"):
        welsh = [str(term.label) for term in Term]
    with override("en"):
        english = [str(term.label) for term in Term]

    assert welsh == ["gofalwr", "gofalwr di-dâl", "gofalwr teulu"]
    assert english == ["carer", "unpaid carer", "family carer"]


def test_the_sources_and_the_catalogue_name_carers_by_the_plain_word_alone():
    other_word = re.compile(r"(?:unpaid|family) carer|ofalw\w*(?: ifanc)? (?:di-dâl|teulu)|gofalwraig", re.IGNORECASE)
    with CATALOGUE.open("rb") as file:
        messages = [message for message in read_po(file, locale="cy") if message.id]

    wrong = [message.id for message in messages if other_word.search(f"{message.id} {message.string}")]

    assert wrong == []
