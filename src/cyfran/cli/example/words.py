"""What the invented people said, word for word in the language they said it in, and how it may be shown."""

from dataclasses import dataclass

from cyfran.domain.base.choices import Language
from cyfran.domain.contributions.choices import Audience, GivenBy
from cyfran.domain.projects.choices import StageKind

CY, EN = Language.WELSH, Language.ENGLISH
PRIORITIES, DESIGN, DELIVERY = StageKind.PRIORITIES, StageKind.DESIGN, StageKind.DELIVERY

THEMES = {
    "worker": {"name_cy": "Un gweithiwr o'r dechrau i'r diwedd", "name_en": "One worker from start to finish"},
    "plain": {"name_cy": "Geiriau plaen", "name_en": "Plain words"},
    "time": {"name_cy": "Mae amser i chi'ch hun yn cyfrif", "name_en": "Time for yourself counts"},
}


@dataclass(frozen=True)
class Said:
    """Something one person said. `shown` is what anyone may read where that differs from her words, so as not to know her."""

    who: str
    days_ago: int
    given_by: GivenBy
    language: Language
    words: str
    themes: tuple[str, ...] = ()
    audience: Audience = Audience.PUBLIC
    shown: str = ""


REQUEST = (
    "Mae'r asesiad gofalwr yn cymryd misoedd, a does neb yn esbonio beth sy'n digwydd na pham. Aeth pum mis heibio cyn i neb "
    "ddod i'n gweld ni, ac erbyn hynny roedd popeth wedi newid. Llenwais i'r un ffurflen deirgwaith. Dydw i ddim eisiau cwyno "
    "am neb: mae pawb yn glên. Ond hoffwn i'r cyngor eistedd i lawr gyda phobl fel fi a'i lunio eto o'r dechrau."
)

# By the stage of the project in which each thing was said.
SAID: dict[StageKind, dict[str, Said]] = {
    PRIORITIES: {
        "four people": Said(
            "gwenllian",
            180,
            GivenBy.MEETING,
            CY,
            "Rydw i wedi dweud yr un hanes wrth bedwar o bobl wahanol. Bob tro mae rhywun newydd yn dod, rydw i'n dechrau o'r "
            "dechrau, a Mam yn eistedd fan'na yn clywed y pethau anodd i gyd eto.",
            ("worker",),
            shown="Rydw i wedi dweud yr un hanes wrth bedwar o bobl wahanol. Bob tro mae rhywun newydd yn dod, rydw i'n "
            "dechrau o'r dechrau, a'r un sy'n cael gofal yn eistedd yno yn clywed y pethau anodd i gyd eto.",
        ),
        "ticked yes": Said(
            "priya",
            180,
            GivenBy.MEETING,
            EN,
            "The form asks if I am “willing and able to continue”. What happens if I tick no? Nobody would tell me. So I "
            "ticked yes, and then I sat in the car for a bit before I went back in.",
            ("plain",),
        ),
        "middle of my night": Said(
            "dai",
            180,
            GivenBy.MEETING,
            EN,
            "I work nights at the creamery. Every appointment they offered me was eleven in the morning, which is the middle "
            "of my night, and with a different person each time. Couldn't somebody come of an evening, even if you have to pay"
            " an agency to do it?",
            ("worker", "time"),
            shown="I work nights. Every appointment they offered me was eleven in the morning, which is the middle of my "
            "night, and with a different person each time. Couldn't somebody come of an evening, even if you have to pay"
            " an agency to do it?",
        ),
        "ring back": Said(
            "olwen",
            178,
            GivenBy.PHONE,
            EN,
            "They said somebody would ring me back. I don't like to go down to the shop in case that's when they ring. You "
            "can't ring them, see, because it's a different one every time.",
            ("worker",),
        ),
        "eleven pages": Said(
            "ieuan",
            177,
            GivenBy.PAPER,
            CY,
            "Daeth llythyr un ar ddeg o dudalennau. Saesneg oedd y cyfan, a doedd dim ynddo y gallwn i ei ddeall heb ofyn i'r"
            " ferch drws nesaf. Dydw i ddim eisiau llythyr hir. Dim ond gwybod beth sy'n digwydd nesaf, a phwy sy'n dod.",
            ("plain",),
        ),
        "one night": Said(
            "tomos",
            176,
            GivenBy.WEB,
            EN,
            "nobody asks what i do after college. i do tea and the tablets while mum's on shift. i don't want it taken off me."
            " just one night a week that's mine would be good",
            ("time",),
        ),
        "a whole night": Said(
            "margaret",
            175,
            GivenBy.PAPER,
            EN,
            "I have not slept a whole night for two years. My husband does not know how tired I am and I would not like him to"
            " read it somewhere, so please keep this between ourselves. A different girl came each time and I did not like to "
            "say.",
            ("worker", "time"),
            audience=Audience.TEAM,
        ),
    },
    DESIGN: {
        "same person": Said(
            "nia",
            145,
            GivenBy.MEETING,
            CY,
            "Pan ddaeth yr un person yn ôl yr eildro, doedd dim rhaid i fi esbonio pam mae'r mab yn gwisgo'i glustffonau yn y "
            "tŷ. Wedyn fe ofynnodd hi amdana i. Dyna'r tro cyntaf i neb wneud.",
            ("worker",),
            shown="Pan ddaeth yr un person yn ôl yr eildro, doedd dim rhaid i fi esbonio popeth am y mab eto. Wedyn fe "
            "ofynnodd hi amdana i. Dyna'r tro cyntaf i neb wneud.",
        ),
        "a week before": Said(
            "karim",
            145,
            GivenBy.MEETING,
            EN,
            "Give people the questions a week before. I do my best thinking at two in the morning, not with a stranger on the "
            "sofa and Dad calling from the next room.",
            ("plain",),
        ),
        "on the fridge": Said(
            "olwen",
            145,
            GivenBy.MEETING,
            EN,
            "One name and one number. On a card, on the fridge, and somebody who picks it up. That's all I want out of the "
            "whole thing.",
            ("worker",),
        ),
        "no box": Said(
            "beth",
            143,
            GivenBy.WEB,
            CY,
            "Nid fy mam i yw hi, dim ond y wraig drws nesa, felly doedd y ffurflen ddim yn gwybod beth i'w wneud â fi. "
            "“Ffrind” o'n i. Doedd dim bocs.",
            ("plain",),
            audience=Audience.TEAM,
        ),
        "the choir": Said(
            "huw",
            142,
            GivenBy.WEB,
            CY,
            "Mae'r asesiad yn gofyn sut mae hi. Does neb yn gofyn pryd es i i ganu gyda'r côr ddiwethaf. Rhowch y cwestiwn yna"
            " gyntaf, plis.",
            ("time",),
        ),
        "the agency": Said(
            "ann",
            141,
            GivenBy.PAPER,
            EN,
            "The hospital's agency moved my gran's visit to half past ten, so I have lost my Thursday class, which was the one"
            " thing I had. Could the council not make them keep to the time they said?",
            ("time",),
        ),
    },
    DELIVERY: {
        "twice": Said(
            "nia",
            62,
            GivenBy.WEB,
            CY,
            "Cefais i fy asesiad. Elen ddaeth, ddwywaith, a cherdyn gyda'i rhif hi arno. Roedd y cwestiwn cyntaf amdana i a "
            "doedd gen i ddim ateb, ond fe arhosodd hi.",
            ("worker",),
            shown="Cefais i fy asesiad. Yr un person ddaeth, ddwywaith, a cherdyn gyda'i rhif hi arno. Roedd y cwestiwn cyntaf"
            " amdana i a doedd gen i ddim ateb, ond fe arhosodd hi.",
        ),
    },
}

# The second request, told on the telephone, and what people have said since.
SECOND_REQUEST = (
    "It's no good offering me a sitter on a Tuesday morning. I'm asleep. By the time I've turned the offer down they write "
    "that I've refused help. Could somebody work out with us what a break looks like when you don't keep office hours?"
)
SINCE = {
    "twenty minutes": Said(
        "priya",
        25,
        GivenBy.WEB,
        EN,
        "Twenty minutes would do me. People hear “break” and think of a week in Tenby. I mean a cup of tea while it's hot.",
    ),
    "a lift": Said(
        "huw",
        8,
        GivenBy.WEB,
        CY,
        "Mae rhywun yn gallu dod i eistedd gyda hi, ond does dim bws ar ôl chwech. Seibiant yn y gegin yw hwnna.",
    ),
}
TEXTED_QUESTION = "Oes bws i'r neuadd y diwrnod hwnnw? A gaiff Mam ddod gyda fi?"

WAITING_REQUEST = (
    "Dad was sent home from hospital on a Friday evening with a bag of tablets and nobody had asked whether anyone would be "
    "in. Please could how people are sent home be worked out with the families who open the door?"
)
