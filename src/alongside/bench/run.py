"""The list of benches, and how their figures are printed."""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One measured value and the bar it must keep. Both share `unit`; lower is better unless `at_least`."""

    bench: str
    what: str
    value: float
    bar: float
    unit: str
    at_least: bool = False

    @property
    def is_kept(self) -> bool:
        return self.value >= self.bar if self.at_least else self.value <= self.bar


def _pages() -> Iterator[Figure]:
    from alongside.bench.pages import measure

    return measure()


def _imports() -> Iterator[Figure]:
    from alongside.bench.imports import measure

    return measure()


def _landscape() -> Iterator[Figure]:
    from alongside.bench.landscape import measure

    return measure()


def _landscape_quality() -> Iterator[Figure]:
    from alongside.bench.landscape_quality import measure

    return measure()


def _themes() -> Iterator[Figure]:
    from alongside.bench.themes import measure

    return measure()


def _seating() -> Iterator[Figure]:
    from alongside.bench.seating import measure

    return measure()


def _room() -> Iterator[Figure]:
    from alongside.bench.room import measure

    return measure()


def _room_kills() -> Iterator[Figure]:
    from alongside.bench.room_kills import measure

    return measure()


def _sequences() -> Iterator[Figure]:
    from alongside.bench.sequences import measure

    return measure()


BENCHES: dict[str, Callable[[], Iterator[Figure]]] = {
    "imports": _imports,
    "pages": _pages,
    "room": _room,
    "room-kills": _room_kills,
    "landscape": _landscape,
    "landscape-quality": _landscape_quality,
    "themes": _themes,
    "seating": _seating,
    "sequences": _sequences,
}


def line(figure: Figure) -> str:
    mark = "ok " if figure.is_kept else "OVER"
    return f"{mark:5}{figure.what:72}{figure.value:10.2f} {figure.unit:8} (bar {figure.bar:g})"


def run(names: list[str], *, as_json: bool) -> int:
    """Run the named benches (all when none is named). Exit status 1 when a bar is not kept."""
    from alongside.cli import prepare

    if unknown := set(names) - set(BENCHES):
        print(f"There is no bench {', '.join(sorted(unknown))}. There are: {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    figures = []
    with tempfile.TemporaryDirectory(prefix="alongside-bench-") as folder:
        os.environ["ALONGSIDE_DATA"] = str(Path(folder) / "data")
        os.environ["ALONGSIDE_WORKER"] = "0"
        prepare()
        for name in names or list(BENCHES):
            for figure in BENCHES[name]():
                figures.append(figure)
                if not as_json:
                    print(line(figure), flush=True)
    if as_json:
        print(json.dumps([asdict(figure) | {"kept": figure.is_kept} for figure in figures]))
    return 0 if all(figure.is_kept for figure in figures) else 1
