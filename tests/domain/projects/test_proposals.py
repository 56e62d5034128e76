"""Asking for co-production, and answering."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.choices import ActorKind, Channel, Language
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.models import Message
from cyfran.domain.people.choices import Hours, Relation, Use
from cyfran.domain.people.models import Person
from cyfran.domain.projects.actions import (
    answer_proposal,
    propose,
    register_and_propose,
)
from cyfran.domain.projects.choices import ProposalState
from cyfran.domain.projects.models import Proposal
from tests.factories.base import make_administrator, make_user
from tests.factories.organisations import make_organisation
from tests.factories.people import make_person
from tests.factories.projects import make_proposal

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.domain.correspondence.urls")]

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
WORDS = "Nobody asked us when the day centre should open."


def events():
    return list(AuditEvent.objects.exclude(verb="message.queued").order_by("id").values_list("verb", "facts"))


def ask(**given):
    person = given.pop("person", None)
    fields = {"organisation": make_organisation(named_contact=make_user()), "words": WORDS, "words_language": Language.ENGLISH}
    return propose(**{**fields, "person": person, "by": person, "at": AT, **given})


def test_a_request_has_an_owner_and_a_date_from_the_first_minute():
    contact = make_user()

    proposal = ask(organisation=make_organisation(named_contact=contact), given_by=Channel.PHONE)

    assert (proposal.owner, proposal.due_on, proposal.state) == (contact, date(2026, 12, 19), "WAITING")
    assert (proposal.words, proposal.words_language, proposal.received_at) == (WORDS, "EN", AT)


@pytest.mark.parametrize("words", ["x" * 3001, "one\0two", ""])
def test_a_request_takes_no_words_that_cannot_be_kept(words):
    with pytest.raises(ValidationError) as refused:
        ask(words=words)

    assert refused.value.message_dict.keys() == {"words"}
    assert not Proposal.objects.exists()


def asker(organisation, **given):
    reach = {"name": "Ann Pretend", "channel": Channel.LETTER, "address": "1 Invented Street"}
    caring = {"area": organisation.area, "relations": [(Relation.PARENT, Hours.NOT_SURE)], "uses": [Use.QUOTE]}
    request = {"organisation": organisation, "words": WORDS, "words_language": Language.ENGLISH, "at": AT}
    return {**reach, **caring, **request, **given}


def test_somebody_new_who_asks_is_registered_with_the_body_she_asks_and_told_of_both():
    council = make_organisation(named_contact=make_user())

    proposal = register_and_propose(**asker(council))

    person = proposal.person
    assert (person.organisation, person.name, person.address) == (council, "Ann Pretend", "1 Invented Street")
    assert [role.relation for role in person.caring_roles.all()] == [Relation.PARENT]
    assert [permission.use for permission in person.permissions.all()] == [Use.QUOTE]
    assert {message.purpose for message in person.messages.all()} == {"MY_PAGE", "PROPOSAL_RECEIVED"}


def test_somebody_new_is_not_registered_where_nobody_can_answer_her():
    with pytest.raises(ValidationError) as refused:
        register_and_propose(**asker(make_organisation()))

    assert (refused.value.code, Person.objects.count(), Proposal.objects.count()) == ("no_owner", 0, 0)


def test_a_request_is_the_administrators_where_no_contact_is_named():
    administrator = make_administrator()

    assert ask(organisation=make_organisation()).owner == administrator


def test_a_request_is_not_taken_where_nobody_can_answer_it():
    with pytest.raises(ValidationError) as refused:
        ask(organisation=make_organisation())

    assert (refused.value.code, Proposal.objects.count()) == ("no_owner", 0)


def test_a_request_without_words_is_not_taken():
    with pytest.raises(ValidationError):
        ask(words="")


def test_a_body_asked_by_somebody_elses_person_does_not_learn_who_asks_nor_hers_what_she_wrote():
    person, board = make_person(), make_organisation(name_en="Abermorfa Health Board", named_contact=make_user())

    proposal = ask(person=person, organisation=board)
    answer_proposal(proposal=proposal, accepted=False, reason_cy="Am fod.", reason_en="Because.", by=make_user(), at=AT)

    assert not Message.objects.filter(organisation=board).exists()
    for message in person.messages.all():
        assert message.organisation == person.organisation
        assert "You asked Abermorfa Health Board to work on something" in message.body_en
        assert WORDS not in message.body_cy + message.body_en


def test_somebody_who_asks_is_told_that_it_arrived_and_by_when_she_hears():
    organisation = make_organisation(named_contact=make_user())
    person = make_person(organisation=organisation)

    proposal = ask(person=person, organisation=organisation)

    message = person.messages.get()
    assert (message.purpose, message.about_kind, message.about_public_id) == (
        "PROPOSAL_RECEIVED",
        "projects.proposal",
        proposal.public_id,
    )
    assert "19 December 2026" in message.body_en
    assert WORDS in message.body_cy


def test_anyone_may_ask_without_saying_who_they_are():
    proposal = ask()

    assert (proposal.person, Message.objects.count()) == (None, 0)
    assert events() == [("proposal.received", {"given_by": ""})]
    assert AuditEvent.objects.get().actor_kind == ActorKind.SYSTEM


@pytest.mark.parametrize(("accepted", "state", "answer"), [(True, "ACCEPTED", "Yes"), (False, "DECLINED", "No")])
def test_an_answer_goes_to_whoever_asked_with_its_reasons(accepted, state, answer):
    person = make_person()
    proposal = make_proposal(person=person)
    user = make_user()

    answer_proposal(proposal=proposal, accepted=accepted, reason_cy="Am fod.", reason_en="Because of this.", by=user, at=AT)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.answered_by, proposal.answered_at) == (state, user, AT)
    assert f"The answer is: {answer}.\n\nBecause of this." in person.messages.get().body_en
    assert events() == [("proposal.answered", {"state": state})]


@pytest.mark.parametrize("reasons", [{"reason_cy": "", "reason_en": ""}, {"reason_cy": "Am fod.", "reason_en": ""}])
@pytest.mark.parametrize("accepted", [True, False])
def test_an_answer_without_its_reasons_is_refused(accepted, reasons):
    proposal = make_proposal(person=make_person())

    with pytest.raises(ValidationError) as refused:
        answer_proposal(proposal=proposal, accepted=accepted, **reasons, by=make_user(), at=AT)

    proposal.refresh_from_db()
    assert refused.value.messages == ["Say why, in Welsh and in English, whether the answer is yes or no."]
    assert (proposal.state, Message.objects.count(), events()) == ("WAITING", 0, [])


def test_a_request_is_answered_once():
    proposal = make_proposal(state=ProposalState.DECLINED)

    with pytest.raises(ValidationError) as refused:
        answer_proposal(proposal=proposal, accepted=True, reason_cy="Am fod.", reason_en="Because.", by=make_user(), at=AT)

    assert refused.value.code == "already_answered"
