import re

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from cyfran.domain.base.models import User
from cyfran.domain.base.queries import hold, lock, read_link, sign_link
from tests.factories.base import make_user


@pytest.mark.django_db
def test_lock_shows_what_another_wrote_and_drops_what_was_not_stored():
    user = make_user(name="Ann")
    type(user).objects.update(telephone="01970 000000")
    user.name = "Beth"

    lock(user)

    assert (user.name, user.telephone) == ("Ann", "01970 000000")


@pytest.mark.django_db
def test_hold_takes_all_records_at_once(django_assert_num_queries):
    for _number in range(3):
        make_user()

    with transaction.atomic(), django_assert_num_queries(1):
        hold(User.objects.all())


@pytest.mark.parametrize("version", [1, 2, 17])
def test_a_link_reads_back_what_was_signed(version):
    link = sign_link("my", "bcdfg23456", version)

    assert read_link("my", link) == ("bcdfg23456", version)


def test_a_link_is_safe_in_an_address_and_says_nothing_of_a_person():
    assert re.fullmatch(r"bcdfg23456-1\.[A-Za-z0-9_-]{43}", sign_link("my", "bcdfg23456"))


def test_a_link_of_one_kind_opens_no_other():
    assert read_link("invitation", sign_link("my", "bcdfg23456")) is None


def test_a_link_with_anything_changed_opens_nothing():
    link = sign_link("my", "bcdfg23456", 1)

    changed = [link.replace("-1.", "-2."), link.replace("bcd", "bcf"), link[:-1], f"{link}x", link.replace(".", ":"), ""]

    assert [read_link("my", each) for each in changed] == [None] * 6


@given(link=st.text(st.characters(exclude_categories=[])))
def test_any_text_whatever_is_no_link(link):
    assert read_link("my", link) is None
