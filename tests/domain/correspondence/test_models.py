"""What the database promises about messages, broken on purpose."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cyfran.domain.base.choices import Channel
from cyfran.domain.correspondence.choices import State
from cyfran.domain.correspondence.models import Message
from tests.factories.correspondence import make_message

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("half", ["subject_cy", "subject_en", "body_cy", "body_en"])
def test_a_message_is_whole_in_both_languages_or_it_is_not_stored(half):
    message = make_message()

    with pytest.raises(IntegrityError):
        Message.objects.filter(pk=message.pk).update(**{half: ""})


def test_a_message_with_half_of_it_missing_says_so():
    message = make_message()
    message.body_cy = ""

    with pytest.raises(ValidationError) as refused:
        message.validate_constraints()

    assert refused.value.messages == ["A message goes in Welsh and English, or it does not go."]


def test_a_message_names_its_purpose_and_never_its_person():
    message = make_message()

    assert str(message) == f"MY_PAGE {message.public_id}"


@pytest.mark.parametrize(
    ("channel", "names"),
    [
        (Channel.TEXT, ["Waiting for somebody to text it", "Texted", "Could not be sent"]),
        (Channel.LETTER, ["Waiting for somebody to post it or to ring", "Posted or rung", "Could not be sent"]),
    ],
)
def test_a_text_message_is_neither_posted_nor_rung(channel, names):
    messages = [make_message(channel=channel, state=state) for state in (State.TO_DO, State.DONE, State.FAILED)]

    assert [str(message.state_name) for message in messages] == names
