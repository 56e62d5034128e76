"""What people write in the journeys, in the language each story is told in. Everybody in them is invented."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

Texts = dict[str, Any]


@dataclass(frozen=True)
class Story:
    """One piece of co-production: where, who, and the words of the people in it."""

    language: str
    area: str
    coordinator: str
    proposer: str
    neighbour: str
    writer: str
    request: str
    said_on_the_web: str
    shown_of_it: str
    said_on_paper: str

    @property
    def code(self) -> str:
        """Return the language as records keep it."""
        return self.language.upper()

    def half(self, texts: Texts, name: str) -> str:
        """Return the half of a text in two languages that is read in this story."""
        return texts[f"{name}_{self.language}"]

    def email_of(self, name: str) -> str:
        return f"{slugify(name)}.{self.area}@example.org"


IN_ENGLISH = Story(
    language="en",
    area="torfaen",
    coordinator="Cerys Sample",
    proposer="Jo Pretend",
    neighbour="Sal Example",
    writer="Edna Madeup",
    request="Nobody tells us when the respite house is full. Please work out with us how places are shared.",
    said_on_the_web="We found out on the Friday that our week in Bryn House was gone. I had bought the train tickets.",
    shown_of_it="We found out on the Friday that our week was gone. I had bought the tickets.",
    said_on_paper="Six weeks' notice would do. Four, if I must.",
)
IN_WELSH = Story(
    language="cy",
    area="gwynedd",
    coordinator="Lowri Sampl",
    proposer="Siân Ffug",
    neighbour="Elin Dychmygol",
    writer="Gwilym Ffuglen",
    request="Does neb yn dweud wrthym pan fydd y tŷ seibiant yn llawn. Gadewch i ni lunio gyda chi sut mae rhannu'r lleoedd.",
    said_on_the_web="Ar y dydd Gwener y clywsom fod ein hwythnos ym Mryn Awel wedi mynd. Roeddwn wedi prynu'r tocynnau trên.",
    shown_of_it="Ar y dydd Gwener y clywsom fod ein hwythnos wedi mynd. Roeddwn wedi prynu'r tocynnau.",
    said_on_paper="Byddai chwe wythnos o rybudd yn ddigon. Pedair, os oes rhaid.",
)

# What staff write is the same in both stories, since it is always in both languages.
YES = {
    "reason_cy": "Byddwn yn gwneud hyn gyda chi: mae eraill wedi gofyn yr un peth.",
    "reason_en": "We will do this with you: others have asked the same.",
}
PROJECT = {
    "title_cy": "Lle i gael seibiant",
    "title_en": "A place to rest",
    "question_cy": "Sut dylid rhannu'r lleoedd yn y tŷ seibiant?",
    "question_en": "How should the places in the respite house be shared?",
    "open_cy": "Pwy sy'n cael lle, pryd rydych yn clywed, a sut rydych yn gofyn.",
    "open_en": "Who gets a place, when you hear, and how you ask.",
    "fixed_cy": "Chwe lle sydd yn y tŷ, ac ni allwn adeiladu mwy eleni.",
    "fixed_en": "The house has six places, and we cannot build more this year.",
}
MEETING = {
    "title_cy": "Sut mae rhannu'n deg?",
    "title_en": "How is sharing fair?",
    "about_cy": "Awr i ddweud beth sy'n digwydd heddiw a beth ddylai ddigwydd.",
    "about_en": "An hour to say what happens today and what should.",
    "place_cy": "Neuadd Enghraifft, neu ar-lein",
    "place_en": "Example Hall, or online",
}
THEME = {"name_cy": "Clywed mewn pryd", "name_en": "Hearing in time"}
VOTE = {
    "question_cy": "A ddylid cadw un lle yn rhydd ar gyfer argyfwng?",
    "question_en": "Should one place be kept free for emergencies?",
    "decided_by_cy": "Y grŵp gyda'i gilydd",
    "decided_by_en": "The group together",
}
NO = {
    "reason_cy": "Byddai hynny'n cymryd chwe wythnos ar hugain oddi wrth eraill bob blwyddyn.",
    "reason_en": "It would take twenty-six weeks a year away from others.",
    "dissent_cy": "Roedd un gofalwr am gadw'r lle.",
    "dissent_en": "One carer wished to keep the place.",
}
DONE = {
    "reason_cy": "O hyn ymlaen cewch glywed chwe wythnos ymlaen llaw.",
    "reason_en": "From now on you hear six weeks beforehand.",
}
CANNOT = {
    "reason_cy": "Ni allwn gadw lle yn wag. Cewch wybod y diwrnod y daw un yn rhydd.",
    "reason_en": "We cannot keep a place empty. You will hear the day one falls free.",
}
