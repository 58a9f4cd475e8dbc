"""How well the landscape's groups hold on real conversations: beside Polis's published groups, and against itself."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import mean, median

import numpy as np

from alongside.bench.run import Figure
from alongside.engines.opinion import Answers, Landscape, gather, landscape
from alongside.engines.opinion.groups import alike
from alongside.engines.opinion.matrix import Ints
from alongside.engines.opinion.polisfile import PARTICIPANTS, Export, read_answers

REAL = Path(os.environ.get("ALONGSIDE_POLIS_DATA") or Path(__file__).parents[4] / "shared" / "data" / "polis")
TIMES = 5
BARS = {  # of the median over all conversations with groups
    "published groups, their number given, compatible": 0.8,
    "published groups, compatible": 0.55,
    "published groups, default": 0.55,
    "itself with people in another order, default": 0.99,
    "itself without a fifth of the statements, default": 0.8,
    "stability when drawn anew, default": 0.6,
}


def measure() -> Iterator[Figure]:
    """Agreement as adjusted Rand index, 1 the same, about 0 by chance: for each conversation, then each median."""
    folders = sorted(path.parent for path in REAL.glob(f"*/{PARTICIPANTS}"))
    if not folders:
        told = f"REAL POLIS DATA NOT THERE: {REAL}. ALONGSIDE_POLIS_DATA names a folder of Polis exports."
        print(told, file=sys.stderr)
        return
    found = dict[str, list[float]]()
    for folder in folders:
        for what, value in agreements(read_answers(folder)).items():
            found.setdefault(what, []).append(value)
            yield Figure("landscape-quality", f"{folder.name[:20]}: {what}", value, -1, "of 1", at_least=True)
    for what, values in found.items():
        told = f"MEDIAN of {len(values)}: {what}"
        yield Figure("landscape-quality", told, median(values), BARS.get(what, -1), "of 1", at_least=True)


def agreements(export: Export) -> dict[str, float]:
    """Every figure of one conversation. Of the default mode none but its stability where it shows no groups."""
    out, count = export.moderated_out, len(set(export.published.values()))

    def default(answers: Answers) -> Landscape:
        return landscape(answers, moderated_out=out)

    def compatible(answers: Answers) -> Landscape:
        return landscape(answers, moderated_out=out, compatible=True)

    forced = landscape(export.answers, moderated_out=out, compatible=True, groups=count)
    found = {"published groups, their number given, compatible": _with_published(forced, export)}
    for name, way in (("compatible", compatible), ("default", default)):
        first = way(export.answers)
        found[f"stability when drawn anew, {name}"] = first.stability
        if first.groups:
            found[f"published groups, {name}"] = _with_published(first, export)
            for change, what in CHANGES.items():
                alike_again, shown_again = _again(first, export.answers, way, change)
                found[f"itself {what}, {name}"] = alike_again
                found[f"shown again {what}, {name}"] = shown_again
    return found


def _with_published(found: Landscape, export: Export) -> float:
    known = [(one.group, export.published[one.id]) for one in found.people if one.id in export.published]
    ours, theirs = np.array([pair for pair in known if pair[0] is not None], np.int64).T
    return alike(ours, theirs)


Changed = tuple[Answers, Ints]  # the answers, and at which of their rows each person is now


def _again(
    first: Landscape,
    answers: Answers,
    way: Callable[[Answers], Landscape],
    change: Callable[[Answers, np.random.Generator], Changed],
) -> tuple[float, float]:
    """(mean agreement of the first groups with those of changed answers, over people grouped both times; and the part
    of all changes after which groups were shown again). The agreement is 0 where they never were."""
    rng, values = np.random.default_rng(1), list[float]()
    for _ in range(TIMES):
        changed, row = change(answers, rng)
        again = way(changed).people.groups[row]
        both = (first.people.groups >= 0) & (again >= 0)
        values += [alike(first.people.groups[both], again[both])] if both.any() else []
    return mean(values or [0.0]), len(values) / TIMES


def _reordered(answers: Answers, rng: np.random.Generator) -> Changed:
    """People with other numbers, and so in another order in the engine."""
    row = rng.permutation(answers.people.size)
    statements = answers.statements[answers.columns]
    return gather(np.repeat(row, answers.each), statements, answers.values, everyone=row), row


def _fewer(answers: Answers, rng: np.random.Generator) -> Changed:
    """Without the answers to a fifth of the statements."""
    keep = rng.random(answers.statements.size) < 0.8
    stays = keep[answers.columns]
    who = np.repeat(answers.people, answers.each)[stays]
    statements = answers.statements[answers.columns[stays]]
    fewer = gather(who, statements, answers.values[stays], everyone=answers.people)
    return fewer, np.arange(answers.people.size)


CHANGES = {_reordered: "with people in another order", _fewer: "without a fifth of the statements"}
