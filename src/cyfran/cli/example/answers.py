"""What the council answered to what people said, in the order of the days on which it did. In both languages."""

from dataclasses import dataclass

from cyfran.domain.decisions.choices import ResponseState


@dataclass(frozen=True)
class Answer:
    """One answer, to some of what was said or to everybody who spoke of a theme.

    Days are counted back from today; a promise to say more has its own day, which may be still to come.
    """

    days_ago: int
    state: ResponseState
    reason_cy: str
    reason_en: str
    to: tuple[str, ...] = ()
    theme: str = ""
    more_days_ago: int | None = None
    rests_on: str = ""


ANSWERS = (
    Answer(
        days_ago=158,
        state=ResponseState.LISTENING,
        to=("four people", "ticked yes", "middle of my night", "ring back", "eleven pages", "a whole night"),
        reason_cy=(
            "Diolch. Rydym wedi darllen pob gair. Byddwn yn mynd â hyn i'r cyfarfod lle bydd yr asesiad newydd yn cael ei "
            "lunio, ac yn dweud wrthych beth ddaeth ohono."
        ),
        reason_en=(
            "Thank you. We have read every word. We will take this to the meeting where the new assessment is designed, and "
            "tell you what came of it."
        ),
        more_days_ago=118,
    ),
    Answer(
        days_ago=140,
        state=ResponseState.LISTENING,
        to=("one night",),
        reason_cy=(
            "Mae'n ddrwg gennym fod yr ateb hwn yn hwyr: roedd eich geiriau mewn blwch nad edrychodd neb ynddo. Maent gyda ni "
            "nawr, a byddwn yn dweud mwy wrthych."
        ),
        reason_en=(
            "We are sorry that this answer is late: your words were in a box that nobody looked in. They are with us now, and "
            "we will tell you more."
        ),
        more_days_ago=118,
    ),
    Answer(
        days_ago=120,
        state=ResponseState.CANNOT,
        to=("middle of my night",),
        reason_cy=(
            "Ni allwn dalu asiantaeth i ddod gyda'r nos: byddai'n costio tua £38,000 y flwyddyn ac nid oes arian ar ôl eleni. "
            "Gofynnwn eto pan osodir y gyllideb nesaf. Tan hynny, gall eich gweithiwr eich ffonio gyda'r nos."
        ),
        reason_en=(
            "We cannot pay an agency to come in the evening: it would cost about £38,000 a year and there is no money left "
            "this year. We will ask again when the next budget is set. Until then your worker can ring you in the evening."
        ),
        rests_on="against",
    ),
    Answer(
        days_ago=120,
        state=ResponseState.NOT_OURS,
        to=("the agency",),
        reason_cy=(
            "Y bwrdd iechyd sy'n trefnu'r asiantaeth hon, nid y cyngor. Gyda'ch caniatâd rydym wedi anfon eich geiriau at y "
            "person sy'n gyfrifol yno. Gofynnwn iddi ateb, a dywedwn wrthych os na wna."
        ),
        reason_en=(
            "The health board arranges this agency, not the council. With your agreement we have sent your words to the person"
            " there who is responsible. We have asked her to answer, and will tell you if she does not."
        ),
    ),
    Answer(
        days_ago=120,
        state=ResponseState.DONE,
        to=("the choir",),
        reason_cy="Mae cwestiwn cyntaf yr asesiad nawr yn gofyn amdanoch chi: “Pryd gawsoch chi amser i chi'ch hun ddiwethaf?”",
        reason_en="The first question of the assessment now asks about you: “When did you last have time to yourself?”",
    ),
    Answer(
        days_ago=119,
        state=ResponseState.PLANNED,
        theme="worker",
        reason_cy=(
            "Bydd gan bob gofalwr un gweithiwr wrth ei enw, o'r alwad gyntaf hyd at y cynllun, a cherdyn gyda'r enw a'r rhif. "
            "Penderfynwyd hyn gyda chefnogaeth pob aelod."
        ),
        reason_en=(
            "Every carer will have one named worker, from the first call to the plan, and a card with the name and number. "
            "This was decided with the support of every member."
        ),
        more_days_ago=66,
        rests_on="for",
    ),
    Answer(
        days_ago=119,
        state=ResponseState.PLANNED,
        theme="plain",
        reason_cy=(
            "Bydd un dudalen, yn Gymraeg ac yn Saesneg, yn cymryd lle'r llythyr hir, a daw'r cwestiynau wythnos ymlaen llaw. "
            "Mae gofalwyr yn ei hysgrifennu gyda ni."
        ),
        reason_en=(
            "One page, in Welsh and in English, will take the place of the long letter, and the questions will come a week "
            "before. Carers are writing it with us."
        ),
        more_days_ago=-12,
    ),
    Answer(
        days_ago=119,
        state=ResponseState.LISTENING,
        theme="time",
        reason_cy=(
            "Nid oes gennym ateb da eto. Mae'r arian ar gyfer seibiannau byr yn cael ei osod yn fuan, ac awn â'ch geiriau i'r "
            "cyfarfod hwnnw. Byddwn yn dweud wrthych beth a benderfynwyd, beth bynnag fydd."
        ),
        reason_en=(
            "We do not have a good answer yet. The money for short breaks is set soon, and we will take your words to that "
            "meeting. We will tell you what was decided, whatever it is."
        ),
        more_days_ago=-5,
    ),
    Answer(
        days_ago=66,
        state=ResponseState.DONE,
        to=("four people", "ring back", "same person", "on the fridge"),
        reason_cy="Mae hyn yn digwydd nawr. Ers yr wythnos hon mae gan bob asesiad newydd un gweithiwr wrth ei enw, a cherdyn.",
        reason_en="This is happening now. From this week every new assessment has one named worker, and a card.",
        rests_on="for",
    ),
    Answer(
        days_ago=52,
        state=ResponseState.DONE,
        to=("twice",),
        reason_cy="Diolch am ddweud. Rydym wedi dangos eich geiriau i'r tîm cyfan, gan mai dyma sut y dylai fod bob tro.",
        reason_en="Thank you for saying so. We have shown your words to the whole team: this is how it should be every time.",
        rests_on="for",
    ),
)
