"""The whole chain: what a carer asks for becomes a published account of what came of it. Once in Welsh, once in English."""

import pytest

from tests.journeys.chain import Chain
from tests.journeys.stories import IN_ENGLISH, IN_WELSH


@pytest.mark.parametrize("story", [pytest.param(IN_ENGLISH, marks=pytest.mark.every_page), IN_WELSH], ids=["en", "cy"])
def test_what_a_carer_asks_for_becomes_a_published_account(story, walker, calendar):
    chain = Chain(story, walker, calendar)

    # Given
    chain.a_council_with_a_coordinator()

    # When
    chain.a_carer_asks_for_co_production()
    chain.the_coordinator_signs_in_with_a_code()
    chain.she_says_yes_with_reasons_and_begins_the_project()
    chain.she_plans_the_stages_and_publishes()
    chain.a_neighbour_registers_in_three_steps()
    chain.somebody_who_writes_letters_is_registered_by_staff()
    chain.people_are_asked_to_a_meeting()
    chain.the_carer_says_yes_by_her_own_link()
    chain.the_meeting_is_held_and_it_is_written_down_who_came()
    chain.the_carer_says_something_on_her_own_page()
    chain.a_letter_is_written_down_by_staff()
    chain.she_checks_the_words_and_sorts_them()
    chain.a_vote_goes_against_and_cannot_be_kept_without_its_reason()
    chain.everyone_who_spoke_is_answered()
    chain.the_carer_reads_what_came_of_it()
    chain.the_stages_are_marked_as_done()
    chain.those_who_took_part_say_how_it_was()
    chain.the_project_is_closed_and_its_year_frozen()

    # Then
    chain.everyone_can_read_what_was_said_and_what_came_of_it()
    chain.nobody_reads_who_said_it_or_what_they_kept_to_themselves()
