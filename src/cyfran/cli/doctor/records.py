"""What the doctor looks at in the database: itself, the tasks and messages that wait in it, and what is overdue."""

import sqlite3
from contextlib import closing
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.db.models import Q, QuerySet
from django_tasks_db.models import DBTaskResult

from cyfran.cli.database import database_file, refuse_unless_ready
from cyfran.cli.doctor.findings import Findings, care, fault, fine
from cyfran.cli.language import gettext as _
from cyfran.domain.base import clock
from cyfran.domain.base.models import Worker
from cyfran.domain.base.queries import (
    everything_opens,
    sealed_models,
    sealed_with_another_key,
    second_steps_sealed_with_another_key,
)
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.contributions.queries import overdue
from cyfran.domain.correspondence.choices import State
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import held_back, old_messages, people_to_remove
from cyfran.domain.decisions.models import Response
from cyfran.domain.organisations.queries import who_keep_records
from cyfran.domain.people.choices import FlagState
from cyfran.domain.people.models import Flag
from cyfran.domain.projects.models import Proposal
from cyfran.domain.projects.queries import still_to_answer

_WAITS_LONG, _RUNS_LONG, _A_DAY, _LATELY = timedelta(minutes=5), timedelta(hours=1), timedelta(days=1), timedelta(days=7)


def database() -> Findings:
    """See that the database answers, is whole, and is as this version of Cyfran wants it."""
    try:
        refuse_unless_ready()
        problems = _problems_of_the_file()
    except (DatabaseError, sqlite3.Error) as error:
        words = _("The database cannot be used: %(reason)s") % {"reason": " ".join(str(error).split())}
        yield fault("database", words, _("See that DATABASE_URL or CYFRAN_DATA names one that is there."))
    except ValidationError:
        words = _("The database is not as this version of Cyfran wants it.")
        yield fault("database", words, _("Run this: cyfran upgrade"))
    else:
        if problems:
            words = _("The database is damaged: %(problems)s") % {"problems": problems}
            yield fault("database", words, _("Stop Cyfran and restore the latest backup: cyfran restore FILE"))
        else:
            yield fine("database", _("The database answers, and is up to date: %(kind)s.") % {"kind": connection.display_name})


def _problems_of_the_file() -> str:
    """Return what is wrong with the file of the embedded database; PostgreSQL looks after itself."""
    connection.ensure_connection()
    file = database_file()
    if not file or not file.is_file():
        return ""
    with closing(sqlite3.connect(file)) as opened:
        (verdict,) = opened.execute("PRAGMA quick_check(1)").fetchone()
    return "" if verdict == "ok" else str(verdict).splitlines()[-1]


def keys() -> Findings:
    """See that what is sealed in the database opens, and that no older key is still needed."""
    older = sum(sealed_with_another_key(model).count() for model in sealed_models())
    older += len(second_steps_sealed_with_another_key())
    if not everything_opens():
        words = _("CYFRAN_FIELD_KEYS does not open what is sealed in the database.")
        yield fault("keys", words, _("Give the key with which it was written. Without it, these words are lost."))
    elif older:
        words = _("The first key of CYFRAN_FIELD_KEYS has not sealed everything yet; records left: %(count)s.") % {"count": older}
        yield care("keys", words, _("Run this: cyfran rotate-keys"))
    else:
        yield fine("keys", _("The first key of CYFRAN_FIELD_KEYS opens what is sealed in the database."))


def queue() -> Findings:
    """See that somebody does what waits to be done in the background, and that it can be done."""
    found = [*_tasks(), *_messages()]
    yield from found or [fine("queue", _("Nothing waits in the background for longer than it should."))]


def _tasks() -> Findings:
    now = clock.now()
    start = _("Start a worker: cyfran serve has one, and cyfran worker is one more.")
    if not Worker.objects.filter(seen_at__gt=now - _WAITS_LONG).exists():
        yield care("queue", _("No worker has been heard of in the last five minutes."), start)
    if waiting := DBTaskResult.objects.ready().filter(enqueued_at__lt=now - _WAITS_LONG).count():
        yield fault("queue", _("Tasks that have waited for more than five minutes: %(count)s.") % {"count": waiting}, start)
    if running := DBTaskResult.objects.running().filter(started_at__lt=now - _RUNS_LONG).count():
        words = _("Tasks that have run for more than an hour: %(count)s.") % {"count": running}
        yield care("queue", words, _("See whether their worker is still there; if not, start one, which takes them up."))
    if failed := DBTaskResult.objects.failed().filter(finished_at__gt=now - _LATELY).count():
        words = _("Tasks that failed in the last seven days: %(count)s.") % {"count": failed}
        yield care("queue", words, _("Read the log of the worker, which says what went wrong and where."))


def _messages() -> Findings:
    long_ago = clock.now() - _RUNS_LONG
    due = Q(waits_until__isnull=True, queued_at__lt=long_ago) | Q(waits_until__lt=long_ago)
    if count := Message.objects.filter(due, state=State.QUEUED).count():
        words = _("Messages that have waited for more than an hour: %(count)s.") % {"count": count}
        yield fault("queue", words, _("Start a worker: it takes up what waits."))
    if count := Message.objects.filter(state=State.SENDING, claimed_at__lt=long_ago).count():
        words = _("Messages of which nobody has known for more than an hour whether they went: %(count)s.") % {"count": count}
        yield care("queue", words, _("See whether whoever sends them can be reached from here. The worker asks again by itself."))
    if count := Message.objects.filter(~held_back(), state=State.FAILED).count():
        words = _("Messages that could not be sent: %(count)s.") % {"count": count}
        yield care("queue", words, _("The staff page of messages says why, and sends them again."))
    by_hand = Message.objects.filter(~held_back(), state=State.TO_DO, queued_at__lt=clock.now() - _LATELY)
    if count := by_hand.filter(person__is_example=settings.DEMONSTRATION).count():
        words = _("Letters, calls and texts that have waited for more than seven days: %(count)s.") % {"count": count}
        yield care("queue", words, _("The staff page of messages lists them for whoever posts, rings or texts."))


def what_is_overdue() -> Findings:
    """Count what people are owed and did not get in time."""
    counts = {
        _("Requests not answered by their day: %(count)s."): _late_proposals().count(),
        _("Contributions not answered by their day: %(count)s."): _late_answers().count(),
        _("Calls for help that nobody has seen to in time: %(count)s."): _late_flags().count(),
    }
    advice = _("The page of today says which, and whose they are.")
    found = [care("overdue", words % {"count": count}, advice) for words, count in counts.items() if count]
    yield from found or [fine("overdue", _("Nobody is owed anything by a day that has passed."))]


def retention() -> Findings:
    """Count the records that were to be gone by now, and are not."""
    late = people_to_remove(at=clock.now() - _A_DAY)
    counts = {
        _("People to be removed whose day has passed: %(count)s."): late.count(),
        _("Messages kept for longer than they should be: %(count)s."): old_messages(at=clock.now() - _A_DAY).count(),
    }
    advice = _("Start a worker: it removes them within a day.")
    found = [fault("retention", words % {"count": count}, advice) for words, count in counts.items() if count]
    yield from found or [fine("retention", _("Nothing is kept for longer than it should be."))]


def notice() -> Findings:
    """See that the privacy notice names whom people turn to, and the grounds, of each body that keeps something of them."""
    silent = {
        _("Organisations that do not say in both languages how to reach their data protection officer: %(count)s."): (
            Q(protection_officer_cy="") | Q(protection_officer_en="")
        ),
        _("Organisations that name no condition for what tells of health, origin or belief: %(count)s."): Q(special_basis=""),
    }
    advice = _("Their administrators say it on the page of roles, under what the privacy notice says of them.")
    counts = {words: who_keep_records().filter(lacking).count() for words, lacking in silent.items()}
    found = [care("notice", words % {"count": count}, advice) for words, count in counts.items() if count]
    yield from found or [fine("notice", _("The privacy notice names everybody that people can turn to."))]


def _late_proposals() -> QuerySet[Proposal]:
    late = Proposal.objects.filter(due_on__lt=clock.today(), is_example=settings.DEMONSTRATION)
    return still_to_answer(late)


def _late_answers() -> QuerySet[Contribution]:
    answered = Response.objects.values("contribution")
    said = Contribution.objects.filter(withdrawn_at=None, stage__project__is_example=settings.DEMONSTRATION)
    return overdue(said.exclude(pk__in=answered), today=clock.today())


def _late_flags() -> QuerySet[Flag]:
    open_ones = Flag.objects.exclude(state=FlagState.CLOSED)
    return open_ones.filter(due_at__lt=clock.now(), person__is_example=settings.DEMONSTRATION)
