"""The Welsh catalogue is gathered whole, keeps its translations, and every fault in it is named."""

import gettext
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from tools import messages

DAY_FORMS = ["dim diwrnod", "un diwrnod", "%(n)s ddiwrnod", "%(n)s diwrnod", "%(n)s diwrnod", "%(n)s diwrnod"]


@pytest.fixture
def project(tmp_path):
    project = messages.Project(tmp_path)
    project.source.mkdir(parents=True)
    return project


def write(project, name, text):
    path = project.source / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_template(project, text):
    write(project, "web/carer/home/templates/carer/home/page.html", text)


def ids(catalogue):
    return {(message.id, message.context) for message in catalogue if message.id}


def catalogue_with(project, *, welsh, english="Cancel", plural=None, context=None):
    """Make a project with one message, and a catalogue with this Welsh for it, whatever it may be."""
    call = f"_({english!r})" if plural is None else f"ngettext({english!r}, {plural!r}, n)"
    write(project, "words.py", call)
    catalogue = messages.gather(project)
    catalogue.get(english).string = welsh
    messages.write(project, catalogue)


# --- Gathering -------------------------------------------------------------------------------------------------------


def test_gathered_finds_every_way_to_mark_a_text_in_python(project):
    write(
        project,
        "words.py",
        """
a = _("one"), gettext("two"), gettext_lazy("three"), gettext_noop("four " "parts")
b = ngettext("%(n)s day", "%(n)s days", n), ngettext_lazy("hour", "hours", "n")
c = pgettext("month", "May"), pgettext_lazy("verb", "Open"), npgettext("seat", "chair", "chairs", n)
d = unmarked("never")
""",
    )

    assert ids(messages.gathered(project)) == {
        ("one", None),
        ("two", None),
        ("three", None),
        ("four parts", None),
        (("%(n)s day", "%(n)s days"), None),
        (("hour", "hours"), None),
        ("May", "month"),
        ("Open", "verb"),
        (("chair", "chairs"), "seat"),
    }


def test_gathered_finds_a_simple_text_in_a_template(project):
    write_template(project, """<p>{% translate "It's 5%" %}</p>{{ _("Welcome")|upper }}{% include "x" with a=_("Title") %}""")

    assert ids(messages.gathered(project)) == {("It's 5%%", None), ("Title", None), ("Welcome", None)}


def test_gathered_trims_a_block_and_names_its_values(project):
    write_template(
        project,
        """
        {% blocktranslate trimmed with name=person.name %}
          Dear {{ name }},
          it is 100% yours.
        {% endblocktranslate %}
        """,
    )

    assert ids(messages.gathered(project)) == {("Dear %(name)s, it is 100%% yours.", None)}


def test_gathered_keeps_the_lines_of_a_block_that_is_not_trimmed(project):
    write_template(project, "{% blocktranslate %}\n  Dear {{ name }},\nthanks{% endblocktranslate %}")

    assert ids(messages.gathered(project)) == {("\n  Dear %(name)s,\nthanks", None)}


def test_gathered_reads_plural_and_context_of_a_block(project):
    write_template(
        project,
        """
        {% blocktranslate trimmed count n=days context "notice" %}
          {{ n }} day
        {% plural %}
          {{ n }} days
        {% endblocktranslate %}
        {% translate "May" context "month" %}
        """,
    )

    assert ids(messages.gathered(project)) == {(("%(n)s day", "%(n)s days"), "notice"), ("May", "month")}


def test_gathered_reads_templates_that_would_be_strange_python(project):
    write_template(
        project,
        """{% extends "base.html" %}
{% block a %}
      {% if x %}{% translate "deep" %}
   {% endif %}
 {% comment %}Translators: on one line{% endcomment %}{% translate "after" %} it's "odd" (( 007 0x [
\\ {# a note #} ''' {% translate "odd" %}
{% endblock a %}""",
    )

    assert ids(messages.gathered(project)) == {("after", None), ("deep", None), ("odd", None)}


def test_gathered_says_which_template_is_broken(project):
    write_template(project, "{% blocktranslate %}a {% if b %}c{% endif %}{% endblocktranslate %}")

    with pytest.raises(messages.CatalogueError, match=r"page\.html, line 1"):
        messages.gathered(project)


def test_gather_keeps_the_welsh_and_drops_what_is_left_over(project):
    write(project, "words.py", "_('Cancel'), _('Save')")
    messages.gather(project)
    messages.fill(project, [{"id": "Cancel", "cy": "Canslo"}, {"id": "Save", "cy": "Cadw"}])

    write(project, "words.py", "_('Cancel'), _('Saved')")
    messages.gather(project)

    text = project.catalogue.read_text(encoding="utf-8")
    assert text == messages.HEADER + (
        '#: src/cyfran/words.py\nmsgid "Cancel"\nmsgstr "Canslo"\n\n#: src/cyfran/words.py\nmsgid "Saved"\nmsgstr ""\n\n'
    )


def test_gather_writes_the_same_file_when_only_lines_moved(project):
    write(project, "b.py", "_('Two')\n_('One')")
    write(project, "a.py", "_('Two')")
    messages.gather(project)
    before = project.catalogue.read_bytes()

    write(project, "b.py", "\n\n_('One')\n\n_('Two')\n_('Two')")
    messages.gather(project)

    assert project.catalogue.read_bytes() == before


def test_gather_forgets_the_welsh_of_a_plural_whose_english_changed(project):
    catalogue_with(project, english="%(n)s day", plural="%(n)s days", welsh=DAY_FORMS)
    write(project, "words.py", "ngettext('%(n)s day', '%(n)s whole days', n)")

    messages.gather(project)

    assert [entry["plural"] for entry in messages.missing(project)] == ["%(n)s whole days"]


# --- Translating -----------------------------------------------------------------------------------------------------


def test_missing_lists_what_has_no_welsh_even_before_gathering(project):
    write(project, "words.py", "_('Save'), pgettext('month', 'May')")
    write(project, "more.py", "ngettext('%(n)s day', '%(n)s days', n), _('Save')")

    assert messages.missing(project) == [
        {"id": "%(n)s day", "plural": "%(n)s days", "context": None, "where": ["src/cyfran/more.py"]},
        {"id": "May", "plural": None, "context": "month", "where": ["src/cyfran/words.py"]},
        {"id": "Save", "plural": None, "context": None, "where": ["src/cyfran/more.py", "src/cyfran/words.py"]},
    ]


def test_fill_takes_the_list_of_missing_back_with_welsh(project):
    write(project, "words.py", "_('Save'), pgettext('month', 'May'), ngettext('%(n)s day', '%(n)s days', n)")
    welsh = {"Save": "Cadw", "May": "Mai", "%(n)s day": DAY_FORMS}
    entries = [{**entry, "cy": welsh[entry["id"]]} for entry in messages.missing(project)]

    filled, refused = messages.fill(project, entries)

    assert (len(filled), refused) == (3, [])
    assert messages.check(project) == []


def test_fill_leaves_out_what_nobody_translated(project):
    write(project, "words.py", "_('Save')")

    assert messages.fill(project, [{"id": "Save", "cy": ""}, {"id": "Save"}]) == ([], [])


def test_fill_refuses_welsh_that_the_check_would_refuse(project):
    write(project, "words.py", "_('Dear %(name)s'), ngettext('day', 'days', n)")

    filled, refused = messages.fill(
        project,
        [
            {"id": "Dear %(name)s", "cy": "Annwyl %(enw)s"},
            {"id": "day", "plural": "days", "cy": ["diwrnod"]},
            {"id": "Gone", "cy": "Mynd"},
        ],
    )

    assert filled == []
    assert refused == [
        "“Dear %(name)s” (src/cyfran/words.py): “Annwyl %(enw)s” has other placeholders: %(name)s lost, %(enw)s gained.",
        "“day” needs six texts.",
        "“Gone” is not, or no longer, in the sources.",
    ]


def test_fill_by_several_people_at_once_loses_nothing(project):
    names = [f"Text {number}" for number in range(12)]
    write(project, "words.py", "\n".join(f"_({name!r})" for name in names))

    with ThreadPoolExecutor(max_workers=6) as people:
        list(people.map(lambda name: messages.fill(project, [{"id": name, "cy": name.replace("Text", "Testun")}]), names))

    assert messages.missing(project) == []


# --- Checking --------------------------------------------------------------------------------------------------------


def test_check_is_content_with_a_complete_catalogue(project):
    catalogue_with(project, english="%(n)s day", plural="%(n)s days", welsh=DAY_FORMS)

    assert messages.check(project) == []


def test_check_names_a_message_that_is_not_in_the_catalogue(project):
    catalogue_with(project, welsh="Canslo")
    write(project, "more.py", "_('Save')")

    assert messages.check(project) == ["“Save” (src/cyfran/more.py) is not in the catalogue: `make messages` brings it."]


def test_check_names_a_message_that_is_no_longer_in_the_sources(project):
    catalogue_with(project, welsh="Canslo")
    write(project, "words.py", "")

    assert messages.check(project) == ["“Cancel” (src/cyfran/words.py) is no longer in the sources: `make messages` drops it."]


def test_check_names_a_message_without_welsh(project):
    catalogue_with(project, welsh="")

    assert messages.check(project) == ["“Cancel” (src/cyfran/words.py) has no Welsh."]


def test_check_names_an_uncertain_message(project):
    catalogue_with(project, welsh="Canslo")
    text = project.catalogue.read_text(encoding="utf-8").replace('msgid "Cancel"', '#, fuzzy\nmsgid "Cancel"')
    project.catalogue.write_text(text, encoding="utf-8")

    assert messages.check(project) == ["“Cancel” (src/cyfran/words.py) is marked as uncertain (fuzzy)."]


def test_check_names_the_forms_that_a_plural_lacks(project):
    catalogue_with(project, english="%(n)s day", plural="%(n)s days", welsh=[*DAY_FORMS[:3], "", DAY_FORMS[4], ""])

    assert messages.check(project) == ["“%(n)s day” (src/cyfran/words.py) lacks the form for 3, others."]


def test_check_wants_the_number_in_the_form_for_all_others(project):
    catalogue_with(project, english="%(n)s day", plural="%(n)s days", welsh=[*DAY_FORMS[:5], "dyddiau"])

    assert messages.check(project) == [
        "“%(n)s day” (src/cyfran/words.py): “dyddiau” has other placeholders: %(n)s lost, nothing gained."
    ]


@pytest.mark.parametrize(
    ("english", "welsh", "problem"),
    [
        ("Dear %(name)s", "Annwyl gyfaill", "has other placeholders: %(name)s lost, nothing gained"),
        ("Dear {name}", "Annwyl {enw}", "has other placeholders: {name} lost, {enw} gained"),
        ("%s to %s", "%s", "has other placeholders: %s lost, nothing gained"),
        ("100%% yours", "100% i chi", "has other placeholders: %% lost, nothing gained"),
        ("<b>Help</b>", "<b>Cymorth", "has other tags"),
        ("Help\n", "Cymorth", "begins or ends with other spaces or line breaks"),
        (" Help", "Cymorth", "begins or ends with other spaces or line breaks"),
    ],
)
def test_check_names_what_differs_from_the_english(project, english, welsh, problem):
    catalogue_with(project, english=english, welsh=welsh)

    assert messages.check(project) == [f"“{english}” (src/cyfran/words.py): “{welsh}” {problem}."]


def test_check_names_a_word_after_which_an_unknown_name_would_begin_otherwise(project):
    catalogue_with(project, english="Passed on by %(partner)s", welsh="Anfonwyd gan %(partner)s")

    assert messages.check(project) == [
        "“Passed on by %(partner)s” (src/cyfran/words.py): “gan %(partner)s” would change the first letter of what comes there; "
        "say it without that word."
    ]


def test_check_allows_a_name_twice_and_values_in_another_order(project):
    catalogue_with(project, english="%(a)s asks %(b)s", welsh="%(b)s: mae %(a)s yn gofyn i %(b)s")

    assert messages.check(project) == []


def test_check_names_a_wrong_header(project):
    catalogue_with(project, welsh="Canslo")
    text = project.catalogue.read_text(encoding="utf-8").replace("nplurals=6", "nplurals=4")
    project.catalogue.write_text(text, encoding="utf-8")

    assert messages.check(project) == [f"The header of the catalogue must say “{messages.PLURALS}”."]


def test_check_names_misspelt_words_and_missing_mutations(project):
    catalogue_with(project, english="Send to carers", welsh="Anfonwh i gofalwyr")

    assert messages.check(project) == [
        "“Send to carers” (src/cyfran/words.py): “Anfonwh” is not a known word; if it is right, add it to tools/welsh-words.txt.",
        "“Send to carers” (src/cyfran/words.py): “i gofalwyr” should be ofalwyr (preposition 'i' (to/for));"
        " if it is right, add the phrase to tools/welsh-words.txt.",
    ]


def test_check_asks_for_a_catalogue_where_there_is_none(project):
    with pytest.raises(messages.CatalogueError, match="no catalogue yet"):
        messages.check(project)


# --- Compiling -------------------------------------------------------------------------------------------------------


def compiled(project):
    with project.catalogue.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_compile_gives_each_number_its_welsh_form(project):
    forms = ["dim ci", "un ci", "dau gi", "tri chi", "chwe chi", "%(n)s ci"]
    catalogue_with(project, english="%(n)s dog", plural="%(n)s dogs", welsh=forms)

    messages.compile_catalogue(project)

    said = [compiled(project).ngettext("%(n)s dog", "%(n)s dogs", number) for number in (0, 1, 2, 3, 4, 6, 16)]
    assert said == ["dim ci", "un ci", "dau gi", "tri chi", "%(n)s ci", "chwe chi", "%(n)s ci"]


def test_compile_writes_only_when_something_changed(project):
    catalogue_with(project, welsh="Canslo")

    assert [messages.compile_catalogue(project), messages.compile_catalogue(project)] == [True, False]


def test_compile_leaves_out_what_is_empty_or_uncertain(project):
    catalogue_with(project, welsh="")

    messages.compile_catalogue(project)

    assert compiled(project).gettext("Cancel") == "Cancel"


# --- The commands ----------------------------------------------------------------------------------------------------


def test_the_command_prints_nothing_but_json_for_missing():
    done = subprocess.run([sys.executable, messages.__file__, "missing"], capture_output=True, text=True, check=True)

    assert isinstance(json.loads(done.stdout), list)


def test_the_command_fill_reports_and_fails_when_something_was_refused(project, tmp_path, monkeypatch, capsys):
    write(project, "words.py", "_('Save')")
    monkeypatch.setattr(messages, "ROOT", project.root)
    (tmp_path / "list.json").write_text('[{"id": "Save", "cy": "Cadw"}, {"id": "Gone", "cy": "Mynd"}]', encoding="utf-8")

    assert messages.main(["fill", str(tmp_path / "list.json")]) == 1
    assert capsys.readouterr().out == "“Gone” is not, or no longer, in the sources.\n1 filled, 1 refused.\n"


def test_the_command_check_fails_until_everything_is_right(project, monkeypatch, capsys):
    catalogue_with(project, welsh="")
    monkeypatch.setattr(messages, "ROOT", project.root)
    assert messages.main(["check"]) == 1

    messages.fill(project, [{"id": "Cancel", "cy": "Canslo"}])

    assert messages.main(["check"]) == 0
    assert capsys.readouterr().out.endswith("The Welsh catalogue is complete.\n")
