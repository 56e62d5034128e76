"""The invented people of the worked example: who they are, and how each wishes to be reached.

Their names say that they are invented; addresses end in example.org and telephone numbers are among those kept for stories.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cyfran.domain.base.choices import Channel, Language, Topic
from cyfran.domain.people.choices import AgeBand, Format, Hours, HowLong, Relation, Use

COORDINATOR = {"name": "Mari Enghraifft", "email": "mari.enghraifft@example.org", "telephone": "01632 960100"}
COORDINATOR_ELSEWHERE = {"name": "Sam Sampl", "email": "sam.sampl@example.org"}
# Who passes on what the council asks, to the people of a whole region.
COORDINATOR_OF_PARTNER = {"name": "Elin Ffug", "email": "elin.ffug@example.org"}
# Where answers by letter would go, were it not invented.
RETURN_ADDRESS = "RHADBOST ENGHRAIFFT\nFREEPOST EXAMPLE\nABERDYCHMYGOL"


@dataclass(frozen=True)
class Carer:
    """Somebody who looks after somebody. Who registered on the website needed nobody; the others were helped by staff."""

    name: str
    channel: Channel
    relations: tuple[tuple[Relation, Hours], ...]
    age_band: AgeBand
    days_ago: int
    reached_at: Mapping[str, str]
    language: str = Language.ENGLISH
    format: Format = Format.STANDARD
    how_long: HowLong | str = ""
    uses: tuple[Use, ...] = field(default=(Use.CONTACT, Use.QUOTE))
    by_staff: bool = False
    topics: tuple[Topic, ...] = ()
    times: tuple[str, ...] = ()


CARERS = {
    "gwenllian": Carer(
        name="Gwenllian Enghraifft",
        channel=Channel.EMAIL,
        relations=((Relation.PARENT, Hours.FROM_20_TO_49),),
        age_band=AgeBand.FROM_45_TO_64,
        days_ago=223,
        reached_at={"email": "gwenllian.enghraifft@example.org"},
        language=Language.WELSH,
        how_long=HowLong.FROM_1_TO_2,
        topics=(Topic.BREAKS, Topic.DEMENTIA),
        times=("mornings", "weekends"),
    ),
    "olwen": Carer(
        name="Olwen Dychmygol",
        channel=Channel.PHONE,
        relations=((Relation.PARTNER, Hours.FROM_50),),
        age_band=AgeBand.FROM_65,
        days_ago=246,
        reached_at={
            "telephone": "01632 960102",
            "address": "2 Rhes Ddychmygol\nPentre Enghraifft\nCeredigion\nZZ99 9ZZ",
        },
        # She speaks both, and nobody has asked her which she would sooner read: both are sent.
        language="",
        by_staff=True,
        how_long=HowLong.OVER_2,
    ),
    "ieuan": Carer(
        name="Ieuan Ffug",
        channel=Channel.LETTER,
        relations=((Relation.PARTNER, Hours.FROM_20_TO_49),),
        age_band=AgeBand.FROM_65,
        days_ago=245,
        reached_at={"address": "Tyddyn Ffug\nLlanddychmygol\nCeredigion\nZZ99 9ZZ"},
        language=Language.WELSH,
        by_staff=True,
    ),
    "tomos": Carer(
        name="Tomos Sampl",
        channel=Channel.TEXT,
        relations=((Relation.SIBLING, Hours.FROM_10_TO_19),),
        age_band=AgeBand.FROM_16_TO_24,
        days_ago=231,
        reached_at={"telephone": "07700 900104"},
        how_long=HowLong.UNDER_1,
    ),
    "priya": Carer(
        name="Priya Example",
        channel=Channel.EMAIL,
        relations=((Relation.PARENT, Hours.FROM_10_TO_19), (Relation.CHILD, Hours.FROM_20_TO_49)),
        age_band=AgeBand.FROM_45_TO_64,
        days_ago=240,
        reached_at={"email": "priya.example@example.org"},
        how_long=HowLong.OVER_2,
    ),
    "margaret": Carer(
        name="Margaret Madeup",
        channel=Channel.LETTER,
        relations=((Relation.PARTNER, Hours.FROM_50),),
        age_band=AgeBand.FROM_65,
        days_ago=239,
        reached_at={"address": "6 Madeup Close\nPentre Enghraifft\nCeredigion\nZZ99 9ZZ", "telephone": "01632 960106"},
        format=Format.LARGE_PRINT,
        uses=(Use.CONTACT,),
        by_staff=True,
    ),
    "dai": Carer(
        name="Dai Dychmygol",
        channel=Channel.PHONE,
        relations=((Relation.CHILD, Hours.FROM_20_TO_49),),
        age_band=AgeBand.FROM_25_TO_44,
        days_ago=238,
        reached_at={"telephone": "07700 900107"},
        by_staff=True,
        how_long=HowLong.OVER_2,
        topics=(Topic.BREAKS, Topic.CHILDREN),
    ),
    "nia": Carer(
        name="Nia Ffuglen",
        channel=Channel.EMAIL,
        relations=((Relation.CHILD, Hours.FROM_50),),
        age_band=AgeBand.FROM_25_TO_44,
        days_ago=236,
        reached_at={"email": "nia.ffuglen@example.org"},
        language=Language.WELSH,
        how_long=HowLong.OVER_2,
    ),
    "karim": Carer(
        name="Karim Invented",
        channel=Channel.EMAIL,
        relations=((Relation.PARENT, Hours.FROM_20_TO_49),),
        age_band=AgeBand.FROM_25_TO_44,
        days_ago=235,
        reached_at={"email": "karim.invented@example.org"},
        how_long=HowLong.UNDER_1,
        topics=(Topic.MONEY, Topic.WORK),
        times=("evenings",),
    ),
    "beth": Carer(
        name="Beth Sampl",
        channel=Channel.TEXT,
        relations=((Relation.FRIEND, Hours.UP_TO_9),),
        age_band=AgeBand.FROM_45_TO_64,
        days_ago=233,
        reached_at={"telephone": "07700 900110"},
        language=Language.WELSH,
        uses=(Use.CONTACT,),
    ),
    "huw": Carer(
        name="Huw Enghraifft",
        channel=Channel.EMAIL,
        relations=((Relation.PARTNER, Hours.FROM_20_TO_49),),
        age_band=AgeBand.FROM_45_TO_64,
        days_ago=232,
        reached_at={"email": "huw.enghraifft@example.org"},
        language=Language.WELSH,
        how_long=HowLong.OVER_2,
    ),
    "ann": Carer(
        name="Ann Pretend",
        channel=Channel.LETTER,
        relations=((Relation.GRANDPARENT, Hours.FROM_10_TO_19),),
        age_band=AgeBand.FROM_25_TO_44,
        days_ago=229,
        reached_at={"address": "12 Pretend Street\nPentre Enghraifft\nCeredigion\nZZ99 9ZZ"},
        by_staff=True,
        how_long=HowLong.FROM_1_TO_2,
    ),
}

# Who is met at a café says what will do for a beginning, and gets the link to her own page.
MET: tuple[dict[str, Any], ...] = (
    {
        "name": "Mair Dychmygol",
        "channel": Channel.TEXT,
        "telephone": "07700 900113",
        "relations": ((Relation.PARENT, Hours.NOT_SURE),),
        "language": Language.WELSH,
        "uses": (Use.CONTACT,),
    },
    {
        "name": "Glyn Pretend",
        "channel": Channel.PHONE,
        "telephone": "01632 960114",
        "relations": ((Relation.PARTNER, Hours.NOT_SURE),),
        "language": Language.ENGLISH,
        "uses": (Use.CONTACT, Use.QUOTE),
    },
)
