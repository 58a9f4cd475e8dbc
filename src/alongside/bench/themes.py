"""How well and how fast themes are suggested, beside LDA of scikit-learn on the same texts in the same run."""

import csv
import os
import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alongside.bench.run import Figure
from alongside.engines.themes import Suggestions, suggest

REAL = Path(os.environ.get("ALONGSIDE_POLIS_DATA") or Path(__file__).parents[4] / "shared" / "data" / "polis")
EXAMPLE = Path(__file__).parents[1] / "example" / "voices.txt"
CONVERSATIONS = ("austria-climate", "brexit-consensus", "london.youth", "scoop-hivemind", "vtaiwan.uberx")
ENGLISH = CONVERSATIONS[1:4]
DRAWS = 5

Labelled = tuple[list[str], list[str]]  # texts, and where each is from


@dataclass(frozen=True)
class Taught:
    """`accuracy`: right ones of those suggested, each label alike; `covered`: the part for which one was suggested."""

    accuracy: float
    covered: float


def mixed_conversations(names: Sequence[str] = CONVERSATIONS, most: int | None = None) -> Labelled | None:
    """The comments of these real conversations together, at most so many of each; None where they are not there."""
    texts, origins = list[str](), list[str]()
    for name in names:
        path = next(iter(sorted(REAL.glob(f"{name}*/comments.csv"))), None)
        if path is None:
            return None
        with path.open(encoding="utf-8", newline="") as file:
            bodies = [row["comment-body"] for row in csv.DictReader(file) if row["comment-body"].strip()]
        kept = bodies if most is None else random.Random(1).sample(bodies, min(most, len(bodies)))
        texts += kept
        origins += [name] * len(kept)
    return texts, origins


def example_voices() -> Labelled:
    """The example's voices that have a theme, with the first of their themes."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    rows = [
        [cell.strip() for cell in line.split("|", 4)] for line in lines if line.strip() and not line.startswith("#")
    ]
    rows = [row for row in rows if row[3]]
    return [row[4] for row in rows], [row[3].replace(",", " ").split()[0] for row in rows]


def agreement(found: Suggestions, labels: Sequence[str]) -> float:
    """Normalised mutual information of groups and labels over the rows in groups: 1 the same, 0 nothing."""
    from sklearn.metrics import normalized_mutual_info_score

    pairs = [(at, labels[row]) for at, group in enumerate(found.groups) for row in group.rows]
    ours, theirs = zip(*pairs, strict=True)
    return float(normalized_mutual_info_score(theirs, ours))


def accuracy(found: Suggestions, labels: Sequence[str]) -> float:
    """Rows in the group of their label, each label alike. A group stands for its theme, or for its commonest label."""
    right: dict[str, list[bool]] = defaultdict(list)
    for group in found.groups:
        named = group.theme or Counter(labels[row] for row in group.rows).most_common(1)[0][0]
        for row in group.rows:
            right[labels[row]].append(labels[row] == named)
    return sum(sum(one) / len(one) for one in right.values()) / len(right)


def teach_and_ask(texts: Sequence[str], labels: Sequence[str], *, each: int) -> Taught:
    """Place so many of each label (at most half of them), drawn anew five times, and see what is made of the others."""
    found = [_teach_once(texts, labels, each, random.Random(draw)) for draw in range(DRAWS)]
    return Taught(sum(one.accuracy for one in found) / DRAWS, sum(one.covered for one in found) / DRAWS)


def _teach_once(texts: Sequence[str], labels: Sequence[str], each: int, rng: random.Random) -> Taught:
    placed = dict[int, str | int]()
    for label in sorted(set(labels)):
        rows = [row for row, one in enumerate(labels) if one == label]
        placed |= dict.fromkeys(rng.sample(rows, min(each, len(rows) // 2)), label)
    found = suggest(texts, placed=placed)
    right: dict[str, list[bool]] = defaultdict(list)
    for group in found.groups:
        for row in group.rows if group.theme else ():
            right[labels[row]].append(labels[row] == group.theme)
    told = sum(map(len, right.values()))
    met = sum(sum(one) / len(one) for one in right.values()) / max(len(right), 1)
    return Taught(met, told / (len(texts) - len(placed)))


def by_lda(texts: Sequence[str], count: int) -> list[int]:
    """The strongest topic of each text, by scikit-learn's LDA with its own defaults."""
    from sklearn.decomposition import LatentDirichletAllocation
    from sklearn.feature_extraction.text import CountVectorizer

    counts = CountVectorizer(min_df=2).fit_transform(texts)
    topics = LatentDirichletAllocation(count, random_state=0).fit_transform(counts)
    return [int(topic) for topic in topics.argmax(axis=1)]


def many(count: int) -> list[str]:
    """Made-up voices: halves of two of the example's voices, and a word nobody else says."""
    rng, texts = random.Random(1), [text.split() for text in example_voices()[0]]
    made = []
    for number in range(count):
        one, other = rng.choice(texts), rng.choice(texts)
        made.append(" ".join([*one[: rng.randrange(4, 20)], *other[-rng.randrange(4, 20) :], f"w{number}"]))
    return made


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def measure() -> Iterator[Figure]:
    yield from _quality()
    texts = many(10_000)
    _, ours = timed(lambda: suggest(texts))
    _, peer = timed(lambda: by_lda(texts, 10))
    yield Figure("themes", "10,000 voices", ours, 10, "s")
    yield Figure(
        "themes", "10,000 voices, LDA of scikit-learn takes so many times ours", peer / ours, 1, "×", at_least=True
    )
    large = many(100_000)
    _, ours = timed(lambda: suggest(large))
    yield Figure("themes", "100,000 voices", ours, 120, "s")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure("themes", "memory of this process at its most", most, 2048, "MB")


def _quality() -> Iterator[Figure]:
    sets = {
        "5 conversations": (mixed_conversations(), 0.75),
        "5 conversations, 39 of each": (mixed_conversations(most=39), 0.6),
        "3 English ones": (mixed_conversations(ENGLISH), 0.35),
        "3 English ones, 39 of each": (mixed_conversations(ENGLISH, most=39), 0.3),
        "the example's 8 themes": (example_voices(), 0.25),
    }
    for name, (labelled, bar) in sets.items():
        if labelled is None:
            print(
                f"REAL POLIS DATA NOT THERE: {REAL}. ALONGSIDE_POLIS_DATA names a folder of exports.", file=sys.stderr
            )
            continue
        yield from _one_set(name, *labelled, bar)


def _one_set(name: str, texts: list[str], labels: list[str], bar: float) -> Iterator[Figure]:
    from sklearn.metrics import normalized_mutual_info_score

    count = len(set(labels))
    found = suggest(texts, count=count)
    rows, topics = [row for group in found.groups for row in group.rows], by_lda(texts, count)
    ours = agreement(found, labels)
    peer = float(normalized_mutual_info_score([labels[row] for row in rows], [topics[row] for row in rows]))
    yield Figure("themes", f"{name}: NMI of rows in groups", ours, bar, "of 1", at_least=True)
    yield Figure("themes", f"{name}: NMI as many times LDA's on these rows", ours / peer, 1.2, "×", at_least=True)
    grouped = 1 - len(found.alone) / len(texts)
    yield Figure("themes", f"{name}: rows in groups, others stand alone", grouped, 0.6, "of 1", at_least=True)
    untaught, taught = accuracy(found, labels), teach_and_ask(texts, labels, each=20)
    yield Figure("themes", f"{name}: right, nothing placed", untaught, -1, "of 1", at_least=True)
    yield Figure("themes", f"{name}: right, 20 of each placed", taught.accuracy, untaught, "of 1", at_least=True)
    yield Figure("themes", f"{name}: a theme suggested, 20 of each placed", taught.covered, 0.25, "of 1", at_least=True)
