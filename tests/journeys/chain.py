"""The steps of the whole chain, from what a carer asks for to the published account of what came of it."""

from collections.abc import Callable

from cyfran.domain.decisions.models import Decision
from cyfran.domain.organisations.models import Area, Organisation
from cyfran.domain.organisations.queries import council_of
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import my_link
from cyfran.domain.projects.models import Project
from cyfran.domain.reports.models import Edition
from tests.journeys import stories
from tests.journeys.calendar import Calendar
from tests.journeys.letterbox import code_of_app, emails_to, newest_code_to, newest_link_to
from tests.journeys.registering import register
from tests.journeys.scenes import council_with_coordinator
from tests.journeys.stories import Story
from tests.journeys.walker import Walker


class Chain:
    """One piece of co-production, walked through by a carer, her neighbour, a coordinator and a stranger who reads."""

    def __init__(self, story: Story, enter: Callable[[str], Walker], calendar: Calendar) -> None:
        self.story, self.calendar = story, calendar
        self.carer, self.neighbour, self.coordinator, self.reader = (enter(story.language) for _visitor in range(4))

    # --- Records, found as a person would find them on a page

    @property
    def council(self) -> Organisation:
        return council_of(Area.objects.get(slug=self.story.area))

    @property
    def project(self) -> Project:
        return Project.objects.get(organisation=self.council)

    def person(self, name: str) -> Person:
        return Person.objects.get(organisation=self.council, name=name)

    def link_to(self, name: str, page: str) -> str:
        return newest_link_to(self.story.email_of(name), page, self.story.language)

    # --- Given

    def a_council_with_a_coordinator(self) -> None:
        name, email = self.story.coordinator, self.story.email_of(self.story.coordinator)
        council_with_coordinator(self.story.area, name=name, email=email, calendar=self.calendar)

    # --- When

    def a_carer_asks_for_co_production(self) -> None:
        carer, story = self.carer, self.story
        carer.visit("public:front:show")
        carer.goes_on_to("public:proposals:ask")
        carer.press("Continue")
        carer.is_told("Write what should be worked on.")
        carer.write(organisation=self.council.slug, words=story.request, words_language=story.code, answer="SENT")
        carer.press("Continue")
        carer.sees(story.request)
        carer.press("Send my request")
        carer.write(name=story.proposer, relations=["PARENT"], channel="EMAIL", uses=["CONTACT", "QUOTE"], is_old_enough=True)
        carer.write(email=story.email_of(story.proposer))
        carer.press("Send my request")
        carer.is_told("Thank you. Your request has arrived.")
        carer.sees(story.coordinator)

    def the_coordinator_signs_in_with_a_code(self) -> None:
        coordinator = self.coordinator
        email = self.story.email_of(self.story.coordinator)
        coordinator.visit("staff:today:show")
        coordinator.write(email=email)
        coordinator.press("Send me a code")
        coordinator.write(code="000000")
        coordinator.press("Sign in")
        coordinator.write(code=newest_code_to(email))
        coordinator.press("Sign in")
        coordinator.goes_on_to("mfa_activate_totp")
        coordinator.write(code=code_of_app(coordinator.text))
        coordinator.press("Save the app")
        coordinator.goes_on_to("staff:today:show")
        assert coordinator.heading == coordinator.in_words("Today")

    def she_says_yes_with_reasons_and_begins_the_project(self) -> None:
        coordinator = self.coordinator
        coordinator.goes_on_to("staff:proposals:show", self.council.proposals.get().public_id)
        coordinator.sees(self.story.request)
        coordinator.write(accepted="yes", **stories.YES)
        coordinator.press("Give this answer")
        coordinator.write(**stories.PROJECT, claimed_level="CO_PRODUCTION")
        coordinator.press("Begin the project")
        coordinator.sees(self.story.half(stories.PROJECT, "title"))

    def she_plans_the_stages_and_publishes(self) -> None:
        coordinator, project = self.coordinator, self.project
        plan = {"carer_right": "AGREE_JOINTLY", "planned_carers": 3, "planned_members": 2}
        for kind in ("priorities", "design", "decision", "delivery", "evaluation"):
            asks = kind in ("priorities", "decision")
            coordinator.goes_on_to("staff:projects:plan", project.public_id, kind)
            coordinator.write(**plan, options_open=asks, will_ask=asks, will_assist=asks)
            coordinator.press("Save the plan")
        coordinator.goes_on_to("staff:projects:publish", project.public_id)
        coordinator.press("Publish it")
        self.reader.visit("public:projects:list")
        self.reader.goes_on_to("public:projects:show", project.public_id)

    def a_neighbour_registers_in_three_steps(self) -> None:
        neighbour, story = self.neighbour, self.story
        neighbour.visit("carer:register:start")
        register(neighbour, name=story.neighbour, area=story.area, email=story.email_of(story.neighbour))

    def somebody_who_writes_letters_is_registered_by_staff(self) -> None:
        coordinator, story = self.coordinator, self.story
        coordinator.visit("staff:people:list")
        coordinator.goes_on_to("staff:people:register")
        coordinator.write(name=story.writer, hours_sibling="FROM_10_TO_19", channel="LETTER", language=story.code)
        coordinator.write(address="1 Example Street\nMadeup", uses=["CONTACT", "QUOTE"])
        coordinator.press("Register, and send them the link to their page")
        coordinator.sees(story.writer)

    def people_are_asked_to_a_meeting(self) -> None:
        coordinator, project, days = self.coordinator, self.project, self.calendar.in_days
        coordinator.visit("staff:projects:show", project.public_id)
        coordinator.goes_on_to("staff:opportunities:small", project.public_id)
        coordinator.goes_on_to("staff:opportunities:add", project.public_id)
        coordinator.write(
            stage="priorities",
            kind="MEETING",
            work="PLANNING",
            topic="BREAKS",
            **stories.MEETING,
            starts_at=days(21, 18),
            reply_by=days(14),
        )
        coordinator.write(minutes_there=60, minutes_reading=5, minutes_travel=30)
        coordinator.write(ways=["in_person", "online"], offers=["offers_cover", "offers_travel"])
        coordinator.press("Save, and read it through")
        opportunity = project.stages.get(kind="PRIORITIES").opportunities.get()
        coordinator.goes_on_to("staff:opportunities:past", opportunity.public_id)
        coordinator.press("I have read this")
        coordinator.goes_on_to("staff:opportunities:beforehand", opportunity.public_id)
        coordinator.write(why_not_by_telephone="SEEN", may_bring="YES", spoken="INTERPRETED", formats=["in_large_print"])
        coordinator.press("Save")
        coordinator.press("Publish, and choose whom to ask")
        coordinator.goes_on_to("staff:opportunities:invite", opportunity.public_id)
        coordinator.press("Ask those ticked")
        coordinator.write(people=[person.public_id for person in self.council.people.all()])
        coordinator.press("Ask those ticked")
        coordinator.sees(*(person.name for person in self.council.people.all()))

    def the_carer_says_yes_by_her_own_link(self) -> None:
        carer = self.carer
        carer.open(self.link_to(self.story.proposer, "invitation"))
        carer.sees(*(self.story.half(stories.PROJECT, name) for name in ("title", "fixed")))
        carer.press("Yes, I will take part")
        carer.is_told("What happens next")

    def the_meeting_is_held_and_it_is_written_down_who_came(self) -> None:
        self.calendar.days_pass(22)
        coordinator, project = self.coordinator, self.project
        opportunity = project.stages.get(kind="PRIORITIES").opportunities.get()
        coordinator.visit("staff:opportunities:show", opportunity.public_id)
        coordinator.goes_on_to("staff:meetings:add", project.public_id)
        coordinator.write(staff_present=2)
        coordinator.press("Save")
        coordinator.goes_on_to("staff:meetings:attendance", opportunity.meeting.public_id)
        proposer = self.person(self.story.proposer).public_id
        coordinator.write(**{f"{proposer}-there": True, f"{proposer}-standing": "CARER_MEMBER", f"{proposer}-minutes": 75})
        coordinator.press("Save who was there")
        coordinator.sees(self.story.proposer)

    def the_carer_says_something_on_her_own_page(self) -> None:
        carer, story = self.carer, self.story
        carer.open(self.link_to(story.proposer, "my"))
        carer.goes_on_to("carer:my:say", my_link(self.person(story.proposer)), self.project.public_id)
        carer.write(words=story.said_on_the_web, words_language=story.code, audience="PUBLIC")
        carer.press("Continue")
        carer.sees(story.said_on_the_web)
        carer.press("Send it")
        carer.sees(story.said_on_the_web)

    def a_letter_is_written_down_by_staff(self) -> None:
        coordinator, story = self.coordinator, self.story
        writer = self.person(story.writer)
        coordinator.visit("staff:people:show", writer.public_id)
        coordinator.goes_on_to("staff:contributions:add")
        coordinator.write(words=story.said_on_paper, given_by="PAPER", audience="PUBLIC")
        coordinator.write(stage=f"{self.project.public_id}-priorities")
        coordinator.press("Save")
        coordinator.sees(story.said_on_paper)

    def she_checks_the_words_and_sorts_them(self) -> None:
        coordinator, story, project = self.coordinator, self.story, self.project
        for name, shown in ((story.proposer, story.shown_of_it), (story.writer, story.said_on_paper)):
            said = self.person(name).contributions.get()
            coordinator.visit("staff:contributions:list", project.public_id)
            coordinator.goes_on_to("staff:contributions:show", said.public_id)
            coordinator.goes_on_to("staff:contributions:check", said.public_id)
            coordinator.write(public_words=shown)
            coordinator.press("The words are checked")
        coordinator.visit("staff:contributions:themes", project.public_id)
        coordinator.write(**stories.THEME)
        coordinator.press("Add it")
        coordinator.visit("staff:contributions:list", project.public_id)
        both = [said.public_id for stage in project.stages.all() for said in stage.contributions.all()]
        coordinator.write(contributions=both, theme=project.themes.get().public_id)
        coordinator.press("Sort them")

    def a_vote_goes_against_and_cannot_be_kept_without_its_reason(self) -> None:
        coordinator, project = self.coordinator, self.project
        coordinator.visit("staff:projects:show", project.public_id)
        coordinator.goes_on_to("staff:decisions:add", project.public_id)
        coordinator.write(stage="decision", **stories.VOTE, themes=[project.themes.get().public_id])
        coordinator.press("Open the vote")
        decision = Decision.objects.get(stage__project=project)
        coordinator.goes_on_to("staff:decisions:decide", decision.public_id)
        coordinator.write(outcome="AGAINST")
        coordinator.press("Put it on record")
        coordinator.is_told("A decision against carries its reasons, in Welsh and in English.")
        coordinator.write(**stories.NO)
        coordinator.press("Put it on record")
        coordinator.sees(self.story.half(stories.VOTE, "question"))

    def everyone_who_spoke_is_answered(self) -> None:
        self.calendar.days_pass(7)
        coordinator, project, story = self.coordinator, self.project, self.story
        said = self.person(story.proposer).contributions.get()
        coordinator.visit("staff:contributions:show", said.public_id)
        coordinator.goes_on_to("staff:responses:add", said.public_id)
        coordinator.write(state="CANNOT", decision=Decision.objects.get(stage__project=project).public_id)
        coordinator.press("Give this answer")
        coordinator.is_told("Say why this will not happen, in Welsh and in English.")
        coordinator.write(**stories.CANNOT)
        coordinator.press("Give this answer")
        coordinator.visit("staff:contributions:themes", project.public_id)
        coordinator.goes_on_to("staff:responses:theme", project.themes.get().public_id)
        coordinator.write(state="DONE", **stories.DONE)
        coordinator.press("Give this answer to all of them")

    def the_carer_reads_what_came_of_it(self) -> None:
        carer, story = self.carer, self.story
        reason = story.half(stories.CANNOT, "reason")
        assert reason in emails_to(story.email_of(story.proposer))[0]
        carer.open(self.link_to(story.proposer, "my"))
        carer.sees(story.said_on_the_web, reason)

    def the_stages_are_marked_as_done(self) -> None:
        coordinator, project = self.coordinator, self.project
        coordinator.visit("staff:projects:show", project.public_id)
        for kind in ("priorities", "decision"):
            coordinator.goes_on_to("staff:projects:finish", project.public_id, kind)
            coordinator.press("Mark as done")
        for kind in ("design", "delivery"):
            coordinator.goes_on_to("staff:projects:leave_out", project.public_id, kind)
            coordinator.press("Leave it out")

    def those_who_took_part_say_how_it_was(self) -> None:
        coordinator, project, story = self.coordinator, self.project, self.story
        coordinator.visit("staff:projects:show", project.public_id)
        coordinator.goes_on_to("staff:evaluation:show", project.public_id)
        coordinator.press("Ask them how it was")
        ratings = {"listened_to": "YES", "able_to_take_part": "PARTLY", "told_what_came": "YES"}
        self.carer.open(self.link_to(story.proposer, "evaluation"))
        self.carer.write(**ratings, level_felt="ENGAGEMENT")
        self.carer.press("Send it")
        self.carer.is_told("Thank you for saying how it was")
        coordinator.goes_on_to("staff:evaluation:add", project.public_id)
        coordinator.write(**ratings, level_felt="CONSULTATION", given_by="PAPER")
        coordinator.press("Write down the answers")
        coordinator.sees(story.writer)

    def the_project_is_closed_and_its_year_frozen(self) -> None:
        coordinator, project = self.coordinator, self.project
        coordinator.visit("staff:projects:show", project.public_id)
        coordinator.goes_on_to("staff:projects:close", project.public_id)
        coordinator.press("Close the project")
        coordinator.visit("staff:reports:list")
        coordinator.goes_on_to("staff:reports:freeze")
        coordinator.press("Show what would be in it")
        coordinator.sees(self.story.half(stories.PROJECT, "title"))
        coordinator.press("Freeze it as it stands")
        coordinator.goes_on_to("public:reports:show", Edition.objects.get(organisation=self.council).public_id)

    # --- Then

    def everyone_can_read_what_was_said_and_what_came_of_it(self) -> None:
        reader, story, edition = self.reader, self.story, Edition.objects.get(organisation=self.council)
        account = (story.shown_of_it, story.half(stories.CANNOT, "reason"))
        account += (story.said_on_paper, story.half(stories.DONE, "reason"))
        reader.visit("public:projects:show", self.project.public_id)
        reader.sees(*account, story.half(stories.NO, "reason"), story.half(stories.NO, "dissent"))
        reader.visit("public:changes:list")
        reader.sees(*account)
        reader.visit("public:reports:list")
        reader.goes_on_to("public:reports:show", edition.public_id)
        reader.sees(*account, story.half(stories.PROJECT, "title"))

    def nobody_reads_who_said_it_or_what_they_kept_to_themselves(self) -> None:
        reader, story, edition = self.reader, self.story, Edition.objects.get(organisation=self.council)
        for page, reference in (
            ("public:projects:show", self.project.public_id),
            ("public:reports:show", edition.public_id),
        ):
            reader.visit(page, reference)
            reader.does_not_see(story.said_on_the_web, story.proposer, story.writer, story.request)
