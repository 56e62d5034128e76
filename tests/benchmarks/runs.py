"""Run commands and measure what they cost: processor time of the user and the system, and memory."""

import compileall
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
PEER = "sortition-algorithms[cli,mip]==0.12.15"
_MEGABYTE = 1024  # of the kilobytes in which Linux counts
_LOOKS_PER_SECOND = 50


@dataclass(frozen=True)
class Cost:
    """Processor seconds of a whole process and of the lottery in it, megabytes, and what the lottery reached.

    `code` is the exit code, None where the process was stopped at the limit.
    """

    code: int | None
    whole: float
    lottery: float
    megabytes: float
    least: float
    bound: float
    printed: str
    complained: str


def measured(command: Sequence[str | Path], *, limit: float) -> Cost:
    """Run a command whose first NOTE argument is a file it writes; stop it after so many seconds."""
    with TemporaryDirectory() as folder:
        note, out, err = (Path(folder) / name for name in ("note.json", "out", "err"))
        words = [str(note) if word == "NOTE" else str(word) for word in command]
        with out.open("wb") as printed, err.open("wb") as complained:
            process = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=printed, stderr=complained)
            ends, pid = time.monotonic() + limit, 0
            while not pid and time.monotonic() < ends:
                time.sleep(1 / _LOOKS_PER_SECOND)
                pid, status, used = os.wait4(process.pid, os.WNOHANG)
            stopped = not pid
            if stopped:
                process.kill()
                pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        told = json.loads(note.read_text(encoding="utf-8")) if note.exists() else {}
        return Cost(
            code=None if stopped else process.returncode,
            whole=used.ru_utime + used.ru_stime,
            lottery=told.get("cpu", float("nan")),
            megabytes=used.ru_maxrss / _MEGABYTE,
            least=told.get("least", float("nan")),
            bound=told.get("bound", float("nan")),
            printed=out.read_text(encoding="utf-8", errors="replace"),
            complained=err.read_text(encoding="utf-8", errors="replace"),
        )


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the run whose whole cost is the median, with the median of the lottery's cost."""
    ordered = sorted(costs, key=lambda cost: cost.whole)
    chosen = ordered[(len(ordered) - 1) // 2]
    return Cost(**{**chosen.__dict__, "lottery": median(cost.lottery for cost in costs)})


def ours(folder: Path, *options: str | Path, size: int, fairness: str = "maximin") -> list[str | Path]:
    """Return the command that draws from an instance with the project's own engine."""
    files = ["--people", folder / "respondents.csv", "--targets", folder / "categories.csv"]
    return [
        *(sys.executable, "-m", "tests.benchmarks.timed_ours", "NOTE", *files, "--size", str(size)),
        *("--fairness", fairness, "--seed", "bench", "--json", *options),
    ]


def peers(python: Path, folder: Path, backend: str, scratch: Path, *, size: int) -> list[str | Path]:
    """Return the command that draws from an instance with the peer's own command line."""
    settings = scratch / f"{backend}.toml"
    settings.write_text(
        'id_column = "id"\ncheck_same_address = false\ncheck_same_address_columns = []\ncolumns_to_keep = []\n'
        f'selection_algorithm = "maximin"\nsolver_backend = "{backend}"\n',
        encoding="utf-8",
    )
    return [
        *(python, Path(__file__).with_name("timed_peer.py"), "NOTE", "csv", "-S", settings),
        *("-f", folder / "categories.csv", "-p", folder / "respondents.csv"),
        *("-s", scratch / "selected.csv", "-r", scratch / "remaining.csv", "-n", str(size), "--no-progress"),
    ]


def peer_environment(folder: Path) -> Path:
    """Make an environment for the peer alone, once, and return its Python."""
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", PEER], check=True)
        (folder / "ready").touch()
    return python


def compile_ours() -> None:
    """Compile what our side imports, as installing did for the peer, so that neither is measured while compiling."""
    for package in ("cyfran", "numpy", "highspy"):
        compileall.compile_dir(str(files(package)), quiet=1)


def versions(python: Path, *packages: str) -> str:
    """List the versions of packages in an environment."""
    script = "import sys; from importlib.metadata import version as v; print(', '.join(f'{p} {v(p)}' for p in sys.argv[1:]))"
    return subprocess.run([python, "-c", script, *packages], check=True, capture_output=True, text=True).stdout.strip()
