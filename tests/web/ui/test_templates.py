"""The parts as they are drawn. Colours and layout are looked at by people; here is what must never be lost."""

import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from cyfran.web.staff.gallery.presenters import COMPONENTS, examples
from cyfran.web.ui.parts import Bar, Card, Row


def drawn(part, request=None, **context):
    return " ".join(render_to_string(f"ui/{part}/{part}.html", context, request=request).split())


def page(path="/en/groups/", **context):
    request = RequestFactory().get(path)
    request.resolver_match = None
    return render_to_string("ui/page.html", context, request=request)


@pytest.mark.parametrize("component", COMPONENTS)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_part_draws_its_example_without_inline_styles_or_scripts(component, language):
    request = RequestFactory().get("/en/staff/gallery/")

    with override(language):
        html = render_to_string(f"ui/{component}/example.html", examples(), request=request)

    assert html.strip()
    assert re.findall(r"<script|<style|\sstyle=|\son[a-z]+=", html) == []


def test_the_page_says_its_language_and_leads_to_the_other_one_with_its_query():
    with override("cy"):
        html = page("/cy/groups/?area=powys&page=2")

    assert '<html lang="cy"' in html
    assert re.search(r'<a class="govuk-language-navigation__link"\s+href="/en/groups/\?area=powys&amp;page=2"', html)
    assert '<link rel="alternate" hreflang="en" href="/en/groups/?area=powys&amp;page=2">' in html
    assert re.search(r'hreflang="en">English</a>', html)


def test_the_title_of_a_page_with_errors_begins_with_error():
    class Name(forms.Form):
        name = forms.CharField(label="Name")

    assert "<title>Error: " in page(form=Name({}))
    assert 'href="#id_name">Fill in “Name”.</a>' in page(form=Name({}))
    assert "<title>Error: " not in page(form=Name())
    assert "govuk-error-summary" not in page(form=Name())


def test_an_example_bears_a_banner():
    assert "This is an invented example." in page(is_example=True)
    assert "This is an invented example." not in page()


def test_the_summary_list_offers_only_the_changes_it_has():
    html = drawn("summary_list", rows=[Row("Name", "Enid\nEnghraifft", "/change/", "Change"), Row("Area", "Powys")])

    assert "Enid<br>Enghraifft" in html
    assert '<a class="govuk-link" href="/change/">Change<span class="govuk-visually-hidden"> – Name</span></a>' in html
    assert html.count("<a ") == 1
    assert html.count("govuk-summary-list__row--no-actions") == 1


def test_a_card_escapes_what_people_wrote():
    html = drawn("cards", cards=[Card("<b>Title</b>", "/there/", "<i>", "Done", "DONE", ["1 < 2"], is_example=True)])

    assert '<h2 class="cy-card__title"><a class="cy-card__link" href="/there/">&lt;b&gt;Title&lt;/b&gt;</a></h2>' in html.replace(
        "> <", "><"
    )
    assert "cy-tag--done" in html
    assert "cy-tag--example" in html
    assert "1 &lt; 2" in html


def test_pagination_keeps_the_query():
    html = drawn("pagination", RequestFactory().get("/?area=powys&page=2"), page=Paginator(range(60), 20).page(2))

    assert re.findall(r'href="([^"]*)"', html) == [f"?area=powys&amp;page={number}" for number in (1, 1, 2, 3, 3)]
    assert html.count('aria-current="page"') == 1


def test_one_page_needs_no_pagination():
    assert drawn("pagination", RequestFactory().get("/"), page=Paginator(range(20), 20).page(1)) == ""


def test_words_say_their_language_and_a_gap_says_nothing_of_them():
    shown = drawn("words", words="Rhy hir.", language="CY")
    gap = drawn("words", words="", language="CY")

    assert '<blockquote class="cy-words__said" lang="cy"> <p>Rhy hir.</p> </blockquote>' in shown
    assert "These words are not shown." in gap
    assert "blockquote" not in gap


def test_what_was_said_stands_with_what_came_of_it():
    html = drawn(
        "said_and_done", words="Rhy hir.", language="CY", state="DONE", state_name="We did this", reason="Four pages now."
    )

    assert html.index("Rhy hir.") < html.index("We did this") < html.index("Four pages now.")


def test_the_map_says_in_words_what_its_colours_say():
    html = drawn("map", **examples())

    assert html.count('class="cy-map__place ') == 22
    assert html.count("cy-map__sign") == 22
    assert '<span class="govuk-visually-hidden">: Carers are members of a group</span>' in html
    assert html.count('<th scope="row"') == 22


def test_the_strip_is_a_list_of_six_with_everything_in_words():
    html = drawn("strip", **examples())

    assert '<ol class="cy-strip"' in html
    assert html.count("<li ") == 6
    assert "Done, 12 January 2026" in html
    assert "Carers: not shown" in html


def test_the_ladder_names_each_view_at_its_level():
    html = drawn("ladder", **examples())

    assert html.count('<li class="cy-rung') == 7
    for name in ("What the record shows", "If the plan is kept", "What the organiser says", "What participants felt"):
        assert html.count(name) == 2


def test_a_bar_that_may_not_be_shown_is_not_drawn():
    html = drawn("bars", bars=[Bar("Yes", 10, 20), Bar("No", None, 20)], caption="Asked", label="Answer", unit="People")

    assert html.count("<svg") == 1
    assert 'width="50"' in html
    assert "Fewer than five" in html


@pytest.mark.parametrize("code", ["400", "500"])
def test_a_page_for_when_all_else_fails_needs_nothing_and_speaks_both_languages(code):
    html = render_to_string(f"{code}.html")

    assert '<html lang="cy"' in html
    assert 'lang="en"' in html
    assert "Y dudalen flaen" in html
    assert "Front page" in html


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html"])
def test_a_page_for_a_mistake_stands_in_our_layout(name):
    request = RequestFactory().get("/en/nowhere/")

    html = render_to_string(name, request=request)

    assert "<h1" in html
    assert 'class="cy-header"' in html


def test_only_somebody_signed_in_can_sign_out():
    class Reader:
        is_authenticated = True
        name = "Enid Enghraifft"

    assert re.findall("Enid Enghraifft|Sign out", page(user=Reader())) == ["Enid Enghraifft", "Sign out"]
    assert "Sign out" not in page()
