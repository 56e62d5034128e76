"""What the council of the worked example wrote: the project, what people were asked to, what was decided. In both languages."""

from typing import Any

# The words of one record, by the names of its fields.
Fields = dict[str, Any]

NOTICE: Fields = {
    "protection_officer_cy": "Swyddog diogelu data dychmygol yr enghraifft: swyddog.ffug@example.org, 01632 960199",
    "protection_officer_en": "The invented data protection officer of the example: officer.madeup@example.org, 01632 960199",
    "legal_basis_text_cy": "Enghraifft: yma mae pob sefydliad yn enwi'r gyfraith y mae'n gweithredu yn unol â hi.",
    "legal_basis_text_en": "An example: here each organisation names the law it goes by.",
    "special_basis": "EXPLICIT_CONSENT",
}

YES_TO_THE_REQUEST: Fields = {
    "reason_cy": (
        "Byddwn yn gwneud hyn gyda chi. Rydym wedi clywed yr un peth gan eraill, ac ni ddylai neb orfod dweud ei hanes dair "
        "gwaith. Bydd Mari Enghraifft yn arwain y gwaith ac yn cysylltu â chi yr wythnos hon."
    ),
    "reason_en": (
        "We will work on this with you. We have heard the same from others, and nobody should have to tell their story three "
        "times. Mari Enghraifft will lead the work and will be in touch with you this week."
    ),
}

PROJECT: Fields = {
    "title_cy": "Asesiad gofalwr sy'n helpu",
    "title_en": "A carer's assessment that helps",
    "question_cy": "Sut dylai asesiad gofalwr ddigwydd, o'r alwad gyntaf hyd at y cynllun, fel ei fod yn help ac nid yn faich?",
    "question_en": (
        "How should a carer's assessment happen, from the first call to the plan, so that it is a help and not one more burden?"
    ),
    "open_cy": (
        "Pwy sy'n dod, sawl gwaith, pryd ac ymhle. Beth sy'n cael ei ofyn, ac ym mha drefn. Y ffurflen a'r llythyrau. Beth "
        "rydych yn ei gael yn eich llaw ar y diwedd."
    ),
    "open_en": (
        "Who comes, how often, when and where. What is asked, and in what order. The form and the letters. What you are left "
        "holding at the end."
    ),
    "fixed_cy": (
        "Yr hawl i asesiad a'r pethau y mae'n rhaid iddo eu hystyried: mae Deddf Gwasanaethau Cymdeithasol a Llesiant (Cymru) "
        "2014 yn eu pennu. Cyllideb y tîm am eleni: cytunodd y cyngor arni ym mis Mawrth, ac ni allwn ei newid cyn y flwyddyn "
        "nesaf."
    ),
    "fixed_en": (
        "The right to an assessment and what it must look at: the Social Services and Well-being (Wales) Act 2014 sets these. "
        "The team's budget for this year: the council agreed it in March and we cannot change it before next year."
    ),
}

FIRST_MEETING: Fields = {
    "title_cy": "Beth ddylai ddod gyntaf?",
    "title_en": "What should come first?",
    "about_cy": (
        "Awr a hanner gyda'n gilydd i ddweud sut mae asesiad yn teimlo heddiw, a dewis pa dri pheth i'w newid gyntaf. Does dim"
        " byd wedi'i benderfynu eto."
    ),
    "about_en": (
        "An hour and a half together to say what an assessment feels like today, and to choose which three things to change "
        "first. Nothing has been decided yet."
    ),
    "place_cy": "Neuadd Enghraifft, Aberaeron, neu ar-lein",
    "place_en": "Neuadd Enghraifft, Aberaeron, or online",
}

SECOND_MEETING: Fields = {
    "title_cy": "Llunio'r asesiad newydd",
    "title_en": "Designing the new assessment",
    "about_cy": (
        "Dwy awr i lunio'r asesiad gam wrth gam, ar bapur mawr. Rydych yn aelodau: ni fydd dim yn mynd ymlaen o'r cyfarfod hwn"
        " heb i chi gytuno arno gyda ni. Daw'r papurau wythnos ymlaen llaw."
    ),
    "about_en": (
        "Two hours to design the assessment step by step, on big paper. You are members: nothing goes forward from this "
        "meeting unless you agree it with us. Papers come a week before."
    ),
    "place_cy": "Neuadd Enghraifft, Aberaeron, neu ar-lein",
    "place_en": "Neuadd Enghraifft, Aberaeron, or online",
}

# The ways of taking part in a meeting, and what is offered so that people can.
WAYS = {"in_person": True, "online": True, "by_telephone": True, "in_writing": True}
OFFERS = {"offers_cover": True, "offers_travel": True, "offers_food": True}
BEFOREHAND: Fields = {
    "may_bring": "LOOKED_AFTER",
    "spoken": "INTERPRETED",
    "in_large_print": True,
    "in_easy_read": True,
}

ANOTHER_WAY = {
    "ieuan": "Mae'n well gen i ysgrifennu. Anfonwch y cwestiynau ataf a byddaf yn eu hateb wrth y bwrdd.",
    "tomos": "cant do thursdays. can i just write it on the website",
    "margaret": "I cannot leave him. May I write to you instead?",
    "ann": "I would rather write, the signal is no good here.",
}

_WHO_DECIDES: Fields = {
    "decided_by_cy": "Aelod Cabinet Gofal Cymdeithasol, ar gyngor y gofalwyr a gymerodd ran",
    "decided_by_en": "The Cabinet Member for Social Care, on the advice of the carers who took part",
}
DECISION_FOR: Fields = {
    "question_cy": "A ddylai pob gofalwr gael un gweithiwr wrth ei enw, o'r alwad gyntaf hyd at y cynllun?",
    "question_en": "Should every carer have one named worker, from the first call to the plan?",
    **_WHO_DECIDES,
}
REASONS_FOR: Fields = {
    "reason_cy": (
        "Dyma'r peth y soniodd y nifer fwyaf o bobl amdano, ac roedd yr aelodau'n gytûn. Nid yw'n costio mwy: yr un oriau, "
        "wedi'u trefnu'n wahanol. Pan fydd gweithiwr i ffwrdd, bydd yn enwi rhywun arall ac yn dweud wrthych ymlaen llaw."
    ),
    "reason_en": (
        "It is what most people spoke of, and the members were of one mind. It costs no more: the same hours, arranged "
        "differently. When a worker is away, she names somebody else and tells you beforehand."
    ),
}
DECISION_AGAINST: Fields = {
    "question_cy": "A ddylai'r cyngor dalu asiantaeth allanol i wneud asesiadau gyda'r nos?",
    "question_en": "Should the council pay an outside agency to carry out assessments in the evening?",
    **_WHO_DECIDES,
}
REASONS_AGAINST: Fields = {
    "reason_cy": (
        "Byddai'n costio tua £38,000 y flwyddyn, ac nid oes arian ar ôl yn y gyllideb eleni. Byddai hefyd yn golygu ail berson"
        " ar gyfer pob asesiad o'r fath, yn groes i'r penderfyniad arall. Byddwn yn gofyn eto pan osodir y gyllideb nesaf. Tan"
        " hynny, cewch ofyn i'ch gweithiwr eich ffonio gyda'r nos unwaith yr wythnos."
    ),
    "reason_en": (
        "It would cost about £38,000 a year, and there is no money left for it in this year's budget. It would also mean a "
        "second person for each of these assessments, against the other decision. We will ask again when the next budget is "
        "set. Until then you may ask your worker to ring you in the evening, one day a week."
    ),
    "dissent_cy": (
        "Roedd rhai o'r aelodau sy'n ofalwyr yn anghytuno. Mae pobl sy'n gweithio nosweithiau neu oriau llawn yn cael eu "
        "cau allan, meddent, a'r hyn nad yw'r cyngor yn ei dalu, nhw sy'n ei dalu mewn cyflog a gollwyd."
    ),
    "dissent_en": (
        "Some of the carer members disagreed. People who work nights or full time are shut out, they said, and what the "
        "council does not pay, they pay in lost wages."
    ),
}

GROUP: Fields = {
    "name_cy": "Panel Gofalwyr Ceredigion (enghraifft)",
    "name_en": "Ceredigion Carers' Panel (example)",
    "kind": "Carers' panel",
    "run_by": "Ceredigion County Council",
    "rhythm": "Every two months",
    "format": "In person and online",
    "chair": "A carer and a member of staff in turn",
    "stated_role": "Reads every plan for carers before it is decided, and says what should change.",
}

YES_TO_THE_SECOND_REQUEST: Fields = {
    "reason_cy": (
        "Byddwn yn gwneud hyn gyda chi. Roeddem yn cofnodi cynnig a wrthodwyd fel cymorth a wrthodwyd, ac nid yw hynny'n deg. "
        "Byddwn yn dechrau drwy ofyn sut mae seibiant yn edrych i chi."
    ),
    "reason_en": (
        "We will work on this with you. We were writing down an offer turned down as help turned down, and that is not fair. "
        "We will begin by asking what a break looks like to you."
    ),
}
SECOND_PROJECT: Fields = {
    "title_cy": "Seibiant sy'n ffitio",
    "title_en": "A break that fits",
    "question_cy": "Sut gall seibiant byr ffitio o amgylch bywyd y gofalwr, ac nid y ffordd arall?",
    "question_en": "How can a short break fit around a carer's life, and not the other way about?",
    "open_cy": "Beth sy'n cyfrif fel seibiant, pryd, pa mor hir, pwy sy'n dod, a sut rydych yn gofyn amdano.",
    "open_en": "What counts as a break, when, how long, who comes, and how you ask for one.",
    "fixed_cy": (
        "Cyfanswm yr arian ar gyfer seibiannau byr eleni: mae'n dod o grant, a'r grant sy'n ei bennu. Rhaid i bwy bynnag sy'n "
        "dod fod wedi'i wirio, er diogelwch pawb."
    ),
    "fixed_en": (
        "The sum for short breaks this year: it comes from a grant, which sets it. Whoever comes must have been checked, for "
        "everybody's safety."
    ),
}
NEXT_MEETING: Fields = {
    "title_cy": "Sut mae seibiant yn edrych i chi?",
    "title_en": "What does a break look like to you?",
    "about_cy": (
        "Awr o sgwrs, gyda the. Byddwn yn gofyn beth oedd y seibiant da diwethaf i chi, a beth oedd yn y ffordd y troeon "
        "eraill. Does dim angen paratoi dim."
    ),
    "about_en": (
        "An hour of talk, with tea. We will ask about the last good break you had, and what got in the way the other times. "
        "There is nothing to prepare."
    ),
    "place_cy": "Llyfrgell Enghraifft, Aberystwyth, neu dros y ffôn",
    "place_en": "Llyfrgell Enghraifft, Aberystwyth, or by telephone",
}

DESIGN_GROUP: Fields = {
    "title_cy": "Y grŵp sy'n cynllunio'r seibiant",
    "title_en": "The group that designs the break",
    "about_cy": (
        "Pedwar ohonoch fydd yn cynllunio hyn gyda ni. Mae mwy nag a all eistedd wrth y bwrdd, felly tynnwn y grŵp drwy loteri."
    ),
    "about_en": (
        "Four of you will design this with us. There are more of you than seats at the table, so we draw the group by lot."
    ),
    "place_cy": "Llyfrgell Enghraifft, Aberystwyth, neu dros y ffôn",
    "place_en": "Llyfrgell Enghraifft, Aberystwyth, or by telephone",
}

CAFE: Fields = {
    "title_cy": "Paned a sgwrs am seibiannau",
    "title_en": "A cup of tea and a talk about breaks",
    "place_cy": "Caffi Enghraifft, Aberteifi",
    "place_en": "Caffi Enghraifft, Cardigan",
}
VISIT: Fields = {
    "title_cy": "Gweld fferm lle caiff pobl seibiant",
    "title_en": "Seeing a farm where people have a break",
    "place_cy": "Fferm Enghraifft, Tregaron",
    "place_en": "Fferm Enghraifft, Tregaron",
}
WHY_NO_VISIT: Fields = {
    "reason_cy": "Mae'r fferm ar gau oherwydd afiechyd ymhlith y defaid. Byddwn yn cynnig diwrnod arall.",
    "reason_en": "The farm is closed because its sheep are ill. We will offer another day.",
}
SECOND_VISIT: Fields = {
    "title_cy": "Gweld y fferm, ar ddiwrnod arall",
    "title_en": "Seeing the farm, on another day",
    "place_cy": "Fferm Enghraifft, Tregaron",
    "place_en": "Fferm Enghraifft, Tregaron",
}
QUESTIONS: Fields = {
    "title_cy": "Tri chwestiwn am seibiant byr",
    "title_en": "Three questions about a short break",
}
DAY_OF_MAKING: Fields = {
    "title_cy": "Diwrnod o roi cynnig ar ffyrdd o gael seibiant",
    "title_en": "A day of trying out ways to have a break",
    "place_cy": "Neuadd Enghraifft, Aberaeron",
    "place_en": "Neuadd Enghraifft, Aberaeron",
}
# Staff write it down in the language in which they work.
AT_THE_CAFE: Fields = {
    "place": "Caffi Gofalwyr Dychmygol, Pentre Enghraifft",
    "people_met": 14,
    "follow_up": "Mynd â phosteri a slipiau i'r caffi.",
}
