"""What is measured: the lottery beside the peer's, leximin, large pools, rules, replacement, renewal and public lotteries."""

import json
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks import runs
from tests.benchmarks.bench import Bench, limited, middle_of, name_of, rows_of, say, seconds, size_of, verdict
from tests.benchmarks.feasibility import answers
from tests.benchmarks.report import Table

LEXIMIN = ((200, 30, 5, 1.5), (200, 20, 6, 1.5), (200, 30, 7, 6.0), (1000, 30, 5, 8.0), (20000, 30, 5, 15.0), (1000, 30, 7, 30.0))
GROWTH = (100, 200, 500, 1000, 2000, 5000, 10000, 20000)
RULES = ("--load", "hours_asked_12m", "--household", "address,postcode")
BACKENDS = ("highspy", "mip-cbc")
PUBLIC_WITHIN = 0.005
SEVERAL = 6


def compared(bench: Bench) -> Table:
    """Compare maximin with the peer's two solvers, instance by instance."""
    head = [
        "instance",
        "ours",
        "default",
        "CBC",
        "× default",
        "× CBC",
        "lottery: ours",
        "default",
        "CBC",
        "× default",
        "× CBC",
        "off best",
    ]
    rows, factors = [], defaultdict(list)
    for folder in bench.instances():
        size = size_of(folder)
        say(f"Maximin, {folder.name}")
        own = bench.cost(runs.ours(folder, "--out", bench.folder / "out", size=size))
        others = [bench.cost(runs.peers(bench.peer, folder, backend, bench.folder, size=size)) for backend in BACKENDS]
        times = [[other.whole / own.whole for other in others], [other.lottery / own.lottery for other in others]]
        for part in (0, 1):
            for backend, factor in zip(BACKENDS, times[part], strict=True):
                factors[part, backend].append(factor)
        whole = [seconds(own.whole), *(limited(other, other.whole) for other in others)]
        lottery = [seconds(own.lottery), *(limited(other, other.lottery) for other in others)]
        factor_cells = [[f"{factor:.0f}" for factor in each] for each in times]
        reached = f"{own.bound - own.least:.0e}"
        rows.append([name_of(folder), *whole, *factor_cells[0], *lottery, *factor_cells[1], reached])
        say("  " + " | ".join(rows[-1]))
    for word, pick in (("least", min), ("median", middle_of)):
        cells = [[f"**{pick(factors[part, backend]):.0f}**" for backend in BACKENDS] for part in (0, 1)]
        rows.append([f"**{word}**", "", "", "", *cells[0], "", "", "", *cells[1], ""])
    return Table("Maximin, beside the peer", head, rows)


def leximin(bench: Bench) -> Table:
    """Measure leximin at the four sizes and the stretch, and show the slowest of some pools of each."""
    rows = []
    for pool, panel, features, allowed in LEXIMIN[:2] if bench.quick else LEXIMIN:
        folders = bench.pools(pool, panel, features, number=1 if bench.quick or pool > 1000 else SEVERAL)
        costs = {folder: bench.cost(runs.ours(folder, size=panel, fairness="leximin")) for folder in folders}
        slowest, cost = max(costs.items(), key=lambda item: item[1].whole)
        met = verdict(cost.whole <= allowed)
        figures = [seconds(cost.whole), seconds(cost.lottery), f"{cost.megabytes:.0f}", f"{allowed:g}", met]
        rows.append([name_of(slowest), f"slowest of {len(folders)}", *figures])
        say("Leximin, " + " | ".join(rows[-1]))
    head = ["pool/panel/features/seed", "pools", "whole", "lottery", "MB", "asked", ""]
    return Table("Leximin, exact", head, rows)


def others(bench: Bench) -> Table:
    """Measure a large pool, the rules, replacement, renewal and the public lottery."""
    rows = []
    for measure in (large, rules, replacing, public, feasible):
        for what, found, asked, met in measure(bench):
            rows.append([what, found, asked, verdict(met)])
            say(" | ".join(rows[-1]))
    return Table("Everything else", ["what", "found", "asked", ""], rows)


def large(bench: Bench) -> Iterator[tuple[str, str, str, bool]]:
    pool = 2000 if bench.quick else 20000
    folder = bench.pools(pool, 30, 5)[0]
    cost = bench.cost(runs.ours(folder, size=30))
    certified = cost.bound - cost.least <= 1e-4 * cost.bound
    found = f"{seconds(cost.whole)} s, {cost.megabytes:.0f} MB, {cost.bound - cost.least:.0e} off the bound"
    yield f"maximin, {name_of(folder)}", found, "3 s, 150 MB, certified", cost.whole <= 3 and cost.megabytes <= 150 and certified


def rules(bench: Bench) -> Iterator[tuple[str, str, str, bool]]:
    for pool in (200,) if bench.quick else (200, 1000):
        folder = bench.pools(pool, 30, 5, rules=RULES)[0]
        plain, ruled = (bench.cost(runs.ours(folder, *added, size=30, fairness="leximin")) for added in ((), RULES))
        found = (
            f"{ruled.whole / plain.whole:.1f} × whole, {ruled.lottery / plain.lottery:.1f} × lottery ({seconds(ruled.lottery)} s)"
        )
        yield f"household and load, leximin, {name_of(folder)}", found, "4 × plain", ruled.lottery <= 4 * plain.lottery


def replacing(bench: Bench) -> Iterator[tuple[str, str, str, bool]]:
    """Draw a group, then fill five seats that fell free, and renew a third."""
    folder = bench.pools(200 if bench.quick else 1000, 30, 5)[0]
    before = bench.folder / "before"
    runs.measured(runs.ours(folder, "--out", before, size=30), limit=bench.limit)
    again = bench.folder / "again"
    again.mkdir(exist_ok=True)
    shutil.copy(before / "remaining.csv", again / "respondents.csv")
    shutil.copy(folder / "categories.csv", again / "categories.csv")
    header, *seated = (before / "selected.csv").read_text(encoding="utf-8").splitlines()
    for what, stay, extra in (("replacement of 5", seated[5:], ()), ("renewal of a third", seated, ("--renew", "1/3"))):
        (again / "seated.csv").write_text("\n".join([header, *stay]) + "\n", encoding="utf-8")
        lottery = again / "lottery.csv"
        cost = bench.cost(
            runs.ours(again, "--seated", again / "seated.csv", "--lottery", lottery, *extra, size=30, fairness="leximin")
        )
        gone = {leaver["id"] for leaver in json.loads(cost.printed).get("leavers", ())}
        kept = within_targets(again, gone)
        found = f"{seconds(cost.whole)} s; {kept[0]} of {kept[1]} panels within targets"
        yield f"{what}, {name_of(folder)}", found, "1 s, every panel", cost.whole <= 1 and kept[0] == kept[1]


def within_targets(folder: Path, gone: set[str]) -> tuple[int, int]:
    """Count the panels of a lottery that meet all targets with those who stay, and all panels."""
    people = {row["id"]: row for row in rows_of(folder / "respondents.csv")}
    stay = [row for row in rows_of(folder / "seated.csv") if row["id"] not in gone]
    panels: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows_of(folder / "lottery.csv"):
        panels[row["panel"]].append(people[row["id"]])
    targets = rows_of(folder / "categories.csv")
    return sum(meets(panel + stay, targets) for panel in panels.values()), len(panels)


def meets(group: Sequence[dict[str, str]], targets: Sequence[dict[str, str]]) -> bool:
    return all(
        int(target["min"]) <= sum(person[target["feature"]] == target["value"] for person in group) <= int(target["max"])
        for target in targets
    )


def public(bench: Bench) -> Iterator[tuple[str, str, str, bool]]:
    """Say how far the chances of the numbered panels are from the ideal ones."""
    for pool, panel, features in ((200, 30, 5),) if bench.quick else ((200, 30, 5), (200, 30, 7), (1000, 30, 5), (20000, 30, 5)):
        folder = bench.pools(pool, panel, features)[0]
        cost = bench.cost(runs.ours(folder, "--public-lottery", bench.folder / "public.csv", size=panel, fairness="leximin"))
        told = json.loads(cost.printed)
        off = max(abs(told["public_chances"][person] - chance) for person, chance in told["chances"].items())
        least = min(told["public_chances"][person] for person, chance in told["chances"].items() if chance)
        share = f"{least / told['bound']:.1%}"
        found = f"{off:.4f} off, least {share} of the best, {told['public_panels']} panels, {seconds(cost.whole)} s"
        met = off <= PUBLIC_WITHIN and least >= 0.95 * told["bound"]
        yield f"public lottery, {name_of(folder)}", found, "0.005, 95 %", met


def feasible(bench: Bench) -> Iterator[tuple[str, str, str, bool]]:
    """Say how soon it is known that targets can be met, and that they cannot."""
    for pool, panel, features in ((200, 30, 7),) if bench.quick else ((200, 30, 5), (200, 30, 7), (1000, 30, 5)):
        folder = bench.pools(pool, panel, features)[0]
        told = list(answers(folder, panel))
        slowest = max(cpu for _, cpu in told)
        yes = sum(can_be_met for can_be_met, _ in told)
        found = f"{seconds(slowest)} s at most; {yes} times yes, {len(told) - yes} times no"
        yield f"can targets be met, {name_of(folder)}", found, "0.05 s", slowest <= 0.05


def growth(bench: Bench) -> dict[str, list[tuple[int, float]]]:
    """Measure our lottery alone as the pool grows."""
    found: dict[str, list[tuple[int, float]]] = {"maximin": [], "leximin": []}
    for pool in GROWTH[:4] if bench.quick else GROWTH:
        folder = bench.pools(pool, 30, 5)[0]
        for fairness, points in found.items():
            points.append((pool, bench.cost(runs.ours(folder, size=30, fairness=fairness)).lottery))
        say(f"Growth, {pool}: " + ", ".join(f"{fairness} {seconds(points[-1][1])}" for fairness, points in found.items()))
    return found
