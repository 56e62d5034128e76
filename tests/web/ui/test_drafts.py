"""What somebody has begun to write lies sealed in the session, and is hers as long as a key opens it."""

from importlib import import_module

import pytest
from django.conf import settings as project_settings
from django.http import QueryDict

from cyfran.web.ui.drafts import Draft

POSTED = QueryDict("email=gwenllian@example.org&telephone=01970+000+001&other=left+out")
FIELDS = ("email", "telephone")


@pytest.fixture
def request_with_session(rf):
    request = rf.get("/")
    request.session = import_module(project_settings.SESSION_ENGINE).SessionStore()
    return request


def test_nothing_that_was_written_can_be_read_in_the_session(request_with_session):
    Draft(request_with_session, "registration").keep("reach", POSTED, FIELDS)

    kept = str(dict(request_with_session.session.items()))
    again = Draft(request_with_session, "registration").posted("reach")

    assert "registration" in kept
    assert [word for word in ("gwenllian", "01970", "email") if word in kept] == []
    assert dict(again.lists()) == {"email": ["gwenllian@example.org"], "telephone": ["01970 000 001"]}


def test_one_draft_does_not_open_as_another(request_with_session):
    Draft(request_with_session, "say-one").keep("words", POSTED, FIELDS)
    request_with_session.session["say-two"] = request_with_session.session["say-one"]

    opened = Draft(request_with_session, "say-two").posted("words")

    assert dict(opened) == {}


def test_a_draft_begun_before_drafts_were_sealed_is_as_if_never_begun(request_with_session):
    request_with_session.session["registration"] = {"start": {"relations": ["PARENT"]}}

    draft = Draft(request_with_session, "registration")

    assert (draft.is_begun, dict(draft.posted("start"))) == (False, {})


def test_a_draft_opens_while_its_key_is_kept_and_is_as_if_never_begun_after(request_with_session, settings):
    Draft(request_with_session, "registration").keep("reach", POSTED, FIELDS)
    new = {"new": b"n" * 32}

    opened = []
    for keys in (new | settings.FIELD_KEYS, new):
        settings.FIELD_KEYS = keys
        opened.append(Draft(request_with_session, "registration").posted("reach").get("email"))

    assert opened == ["gwenllian@example.org", None]
