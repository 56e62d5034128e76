"""The bench's own parts: what it writes is what it found, and its pools are the same everywhere."""

import sys
from pathlib import Path

import pytest
from hypothesis import given

from cyfran.engine.matching.reader import read_problem
from cyfran.engine.matching.room import Room
from tests.benchmarks.invitations import invitations, write_invitations
from tests.benchmarks.linear import linear_bound
from tests.benchmarks.matching import plain_values
from tests.benchmarks.measures import meets
from tests.benchmarks.pools import write_pool
from tests.benchmarks.report import BEGIN, END, Table, growth_plot, write_between
from tests.benchmarks.runs import Cost, measured, middle
from tests.engine.matching.making import best_value, problem, problems
from tests.engine.matching.test_choose import any_problem

DATA = Path(__file__).parents[2] / "tests" / "engine" / "selection" / "pools"


@pytest.mark.parametrize(("name", "panel", "features", "seed"), [("syn_200_12_6", 12, 6, 2), ("syn_200_30_5", 30, 5, 3)])
def test_pools_are_written_as_those_that_are_kept(name, panel, features, seed, tmp_path):
    folder = write_pool(tmp_path / name, pool=200, panel=panel, features=features, seed=seed)

    for file in ("respondents.csv", "categories.csv"):
        assert (folder / file).read_text() == (DATA / name / file).read_text()


def test_measured_tells_what_a_process_cost_and_noted():
    script = 'import sys; open(sys.argv[1], \'w\').write(\'{"cpu": 1, "least": 0.5, "bound": 0.5}\'); print(sum(range(10**6)))'

    cost = measured([sys.executable, "-c", script, "NOTE"], limit=60)

    assert (cost.code, cost.lottery, cost.least, cost.printed) == (0, 1, 0.5, "499999500000\n")
    assert 0 < cost.whole < 60
    assert 1 < cost.megabytes < 1000


def test_measured_stops_a_process_at_the_limit():
    cost = measured([sys.executable, "-c", "while True: pass", "NOTE"], limit=0.5)

    assert cost.code is None
    assert cost.whole <= 1


def test_middle_takes_the_median_run():
    costs = [Cost(0, whole, whole / 2, 1, 1, 1, "", "") for whole in (3.0, 1.0, 2.0)]

    assert (middle(costs).whole, middle(costs).lottery) == (2.0, 1.0)


def test_meets_counts_each_target():
    targets = [{"feature": "area", "value": "N", "min": "1", "max": "1"}]

    assert meets([{"area": "N"}, {"area": "S"}], targets)
    assert not meets([{"area": "S"}], targets)
    assert not meets([{"area": "N"}, {"area": "N"}], targets)


def test_write_between_leaves_everything_else_alone(tmp_path):
    document = tmp_path / "method.md"
    document.write_text(f"# Method\n{BEGIN}\nforgotten\n{END}\nEnd.\n", encoding="utf-8")

    write_between(document, ["Told."], [Table("One", ["a", "b"], [["1", "2"]])], "plot.svg", "Seconds by size")

    shown = document.read_text(encoding="utf-8")
    assert shown.startswith(f"# Method\n{BEGIN}\n\nTold.\n\n### One\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n")
    assert shown.endswith(f"{END}\nEnd.\n")
    assert "forgotten" not in shown


def test_write_between_refuses_a_document_without_its_marks(tmp_path):
    document = tmp_path / "method.md"
    document.write_text("# Method\n", encoding="utf-8")

    with pytest.raises(SystemExit, match="has no marks"):
        write_between(document, [], [], "plot.svg", "Seconds by size")


def test_growth_plot_draws_a_line_for_each_series():
    plot = growth_plot({"maximin": [(100, 0.02), (20000, 1.5)], "leximin": [(100, 0.03), (20000, 2.0)]}, "Seconds", "people")

    assert plot.count("<polyline") == 2
    heights = [
        float(line.partition(' y="')[2].partition('"')[0])
        for line in plot.splitlines()
        if "leximin<" in line or "maximin<" in line
    ]
    assert abs(heights[0] - heights[1]) >= 15
    assert "<title>Seconds</title>" in plot
    assert ">people</text>" in plot
    assert ">20,000<" not in plot
    assert ">10,000<" in plot


def test_invitations_are_the_same_for_the_same_seed(tmp_path):
    files = [write_invitations(tmp_path / name, carers=300, opportunities=30, seed=7) for name in ("one.json", "two.json")]

    assert files[0].read_bytes() == files[1].read_bytes()


def test_invitations_are_a_problem_in_which_every_pair_can_be_asked():
    asked = read_problem(invitations(carers=300, opportunities=30, seed=7))

    assert (len(asked.carers.stratum), len(asked.opportunities.hours), asked.strata) == (300, 30, 6)
    assert len(asked.pairs.carer) > 1000
    assert Room(asked).fits().all()


def test_plain_values_are_those_of_the_newest_and_of_the_best_score():
    asked = problem(carers=[(1, 4, 0)] * 3, opportunities=[(2, 1, [0])], pairs=[(0, 0, 300), (1, 0, 320), (2, 0, 310)])

    assert plain_values(asked) == (310.0, 320.0)


def test_linear_bound_counts_parts_of_invitations():
    # Four hours: two for 300 points, and two of the three hours of what is worth 400.
    asked = problem(carers=[(2, 4, 0)], opportunities=[(3, 1, [0]), (2, 1, [0])], pairs=[(0, 0, 400), (0, 1, 300)])

    assert linear_bound(asked) == pytest.approx(300 + 400 * 2 / 3, rel=1e-5)


@any_problem
@given(problems())
def test_linear_bound_is_worth_what_no_choice_can_better(asked):
    assert linear_bound(asked) >= best_value(asked) - 1e-6
