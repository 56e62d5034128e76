"""What people are asked to take part in, and how bodies keep to the notice they owe."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.opportunities.bridge.notice import changes_made, notice_kept
from cyfran.domain.opportunities.fields import NOTICE_DAYS
from cyfran.domain.opportunities.queries import public_opportunities
from cyfran.web.public.examples import about_examples, wants_examples
from cyfran.web.public.open.forms import FilterForm
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.templatetags.ui import when_it_is

_YEAR = timedelta(days=365)
_MOST = 100
# Signs that come along when somebody copies from a slide; with one of them there would be no feed at all.
_NOT_IN_XML = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)], " ")


def list_open(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    opportunities = public_opportunities(at=clock.now(), example=wants_examples(request))
    page = page_of(request, form.narrowed(opportunities))
    return render(request, "public/open/list.html", {"filter_form": form, "page": page, **about_examples(request)})


def feed(request: HttpRequest) -> HttpResponse:
    """Give what is open now to programs that read feeds, such as those of carers' organisations; never what is invented."""
    here = request.build_absolute_uri(reverse("public:open:list"))
    atom = Atom1Feed(
        title=_("What people who look after somebody can take part in now"),
        link=here,
        description="",
        language=get_language(),
        feed_url=request.build_absolute_uri(),
    )
    for opportunity in public_opportunities(at=clock.now()).prefetch_related("changes")[:_MOST]:
        change = next(iter(opportunity.changes.all()), None)
        # The list has several pages; on that of its project it always stands.
        page = reverse("public:projects:show", args=[opportunity.stage.project.public_id])
        said = [when_it_is(opportunity), opportunity.place, opportunity.about]
        atom.add_item(
            title=_as_xml_takes_it(opportunity.title),
            link=request.build_absolute_uri(f"{page}#{opportunity.public_id}"),
            # Programs that read feeds take this for HTML.
            description=linebreaks(_as_xml_takes_it("\n".join(filter(None, said))), autoescape=True),
            author_name=opportunity.organisation.name,
            pubdate=opportunity.published_at,
            updateddate=change.changed_at if change else opportunity.published_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


def notice(request: HttpRequest) -> HttpResponse:
    since, example = clock.now() - _YEAR, wants_examples(request)
    facts = {
        "rows": notice_kept(since=since, example=example),
        "page": page_of(request, changes_made(since=since, example=example)),
        "days": NOTICE_DAYS,
        **about_examples(request),
    }
    return render(request, "public/open/notice.html", facts)


def _as_xml_takes_it(text: str) -> str:
    return text.translate(_NOT_IN_XML)
