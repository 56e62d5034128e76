"""The meetings of the worked example: when each was, what people answered when they were asked, and who came."""

from collections.abc import Mapping
from dataclasses import dataclass

from cyfran.cli.example import texts
from cyfran.domain.base.choices import Topic
from cyfran.domain.meetings.choices import Form, Standing
from cyfran.domain.opportunities.choices import Answer
from cyfran.domain.projects.choices import StageKind

YES, NOT_THIS_TIME, ANOTHER_WAY = Answer.YES, Answer.NOT_THIS_TIME, Answer.ANOTHER_WAY
CARER, MEMBER = Standing.CARER, Standing.CARER_MEMBER


@dataclass(frozen=True)
class Gathering:
    """A meeting people are asked to. Days are counted back from today; who is not in `replies` did not answer."""

    stage: StageKind
    topic: Topic
    words: Mapping[str, str]
    published: int
    asked: int
    reply_by: int
    held: int
    minutes: int
    minutes_reading: int
    replies: Mapping[str, Answer]
    came: Mapping[str, tuple[Standing, Form]]
    staff_present: int
    others_present: int = 0


FIRST = Gathering(
    stage=StageKind.PRIORITIES,
    topic=Topic.ASSESSMENT,
    words=texts.FIRST_MEETING,
    published=203,
    asked=202,
    reply_by=187,
    held=180,
    minutes=90,
    minutes_reading=10,
    replies={
        "gwenllian": YES,
        "olwen": YES,
        "ieuan": ANOTHER_WAY,
        "tomos": ANOTHER_WAY,
        "priya": YES,
        "margaret": ANOTHER_WAY,
        "dai": YES,
        "nia": YES,
        "karim": YES,
        "beth": NOT_THIS_TIME,
        "huw": YES,
    },
    came={
        "gwenllian": (CARER, Form.IN_PERSON),
        "olwen": (CARER, Form.TELEPHONE),
        "priya": (CARER, Form.IN_PERSON),
        "dai": (CARER, Form.IN_PERSON),
        "nia": (CARER, Form.ONLINE),
        "karim": (CARER, Form.ONLINE),
        "huw": (CARER, Form.IN_PERSON),
    },
    staff_present=2,
    others_present=1,
)

SECOND = Gathering(
    stage=StageKind.DESIGN,
    topic=Topic.ASSESSMENT,
    words=texts.SECOND_MEETING,
    published=167,
    asked=166,
    reply_by=152,
    held=145,
    minutes=120,
    minutes_reading=20,
    replies={
        "gwenllian": YES,
        "olwen": YES,
        "priya": YES,
        "dai": YES,
        "nia": YES,
        "karim": YES,
        "beth": NOT_THIS_TIME,
        "huw": NOT_THIS_TIME,
        "ann": ANOTHER_WAY,
        "ieuan": NOT_THIS_TIME,
    },
    came={
        "gwenllian": (MEMBER, Form.IN_PERSON),
        "olwen": (CARER, Form.TELEPHONE),
        "priya": (MEMBER, Form.IN_PERSON),
        "dai": (MEMBER, Form.IN_PERSON),
        "nia": (MEMBER, Form.ONLINE),
        "karim": (CARER, Form.ONLINE),
    },
    staff_present=2,
)

# Still to come: some have answered, the letters lie waiting to be posted and the calls to be made.
NEXT = Gathering(
    stage=StageKind.PRIORITIES,
    topic=Topic.BREAKS,
    words=texts.NEXT_MEETING,
    published=6,
    asked=3,
    reply_by=-10,
    held=-16,
    minutes=60,
    minutes_reading=0,
    replies={"gwenllian": YES, "karim": NOT_THIS_TIME, "nia": YES},
    came={},
    staff_present=0,
)
