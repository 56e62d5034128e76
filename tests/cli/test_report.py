import csv
import hashlib
import io
import json

import pytest

from cyfran.cli.exits import BAD_INPUT, DONE
from cyfran.cli.main import main
from cyfran.domain.base.clock import today
from cyfran.domain.reports.bridge import account_of
from cyfran.domain.reports.files import digest_of
from tests.domain.evaluation.scenes import a_project_carried_through
from tests.factories.contributions import make_contribution
from tests.factories.decisions import make_response, make_shown_contribution
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db


def printed(capfdbinary, *arguments) -> bytes:
    assert main(["report", *arguments]) == DONE
    return capfdbinary.readouterr().out


def test_report_prints_the_account_as_one_json_object_the_same_each_time(capsysbinary):
    organisation = a_project_carried_through().organisation
    arguments = ("--organisation", organisation.slug, "--year", "2026", "--json")

    first, second = (printed(capsysbinary, *arguments) for _ in range(2))

    account = account_of(organisation=organisation, year=2026, on=today())
    assert first == second
    assert json.loads(first) == account
    assert hashlib.sha256(first.rstrip(b"\n")).hexdigest() == digest_of(account)


def test_report_prints_a_table_with_the_words_that_may_be_shown(capsysbinary):
    stage = a_project_carried_through().stages.first()
    make_response(contribution=make_shown_contribution(stage=stage, public_words="Rwy wedi blino ar ôl aros."))
    make_response(contribution=make_contribution(stage=stage, words="Only for the team."))
    arguments = ("--region", stage.project.organisation.region.slug, "--year", "2026")

    first, second = (printed(capsysbinary, *arguments) for _ in range(2))

    table = list(csv.reader(io.StringIO(first.decode())))
    assert first == second
    assert [row[6] for row in table if row[2] == "words"] == ["Rwy wedi blino ar ôl aros."]
    assert b"Only for the team." not in first


def test_report_lets_examples_in_only_when_asked(capsysbinary):
    project = make_project(is_example=True, published_at="2026-03-02T09:00Z")
    arguments = ("--organisation", project.organisation.slug, "--year", "2026", "--json")

    real, example = printed(capsysbinary, *arguments), printed(capsysbinary, *arguments, "--example")

    assert [len(json.loads(account)["projects"]) for account in (real, example)] == [0, 1]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--organisation", "nowhere", "--year", "2026"), "There is no body of the name nowhere.\n"),
        (("--region", "nowhere", "--year", "2026"), "There is no body of the name nowhere.\n"),
        (("--region", "no\udcffwhere", "--year", "2026"), "There is no body of the name no?where.\n"),
    ],
)
def test_report_refuses_a_body_it_does_not_know(arguments, sentence, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["report", *arguments])

    assert (stop.value.code, capsys.readouterr()) == (BAD_INPUT, ("", sentence))


def test_report_refuses_a_year_to_come(capsys):
    slug = make_project().organisation.slug

    with pytest.raises(SystemExit) as stop:
        main(["report", "--organisation", slug, "--year", "3000"])

    out, err = capsys.readouterr()
    assert (stop.value.code, out) == (BAD_INPUT, "")
    assert err == f"Give a year from 2000 to {today().year}.\n"
