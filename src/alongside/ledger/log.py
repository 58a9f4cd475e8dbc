"""The public log: what a leaf commits to, roots over ranges of it, and proofs. Reads only.

A leaf commits to a step without saying who did it and at what hour: its verb, project, subject, day and facts, under a
salt. Whoever is shown the salt and the content can check that they are what was committed to; others learn nothing.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate

from alongside.engines.merkle import (
    EMPTY,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
)
from alongside.kit.codes import keyed_hash
from alongside.ledger.models import Checkpoint, LogLeaf, LogTile, Step

TILE = 256


def content_of(step: Step) -> dict[str, Any]:
    """What is committed to. `actor` is a hash under this installation's key: two steps of one person look unlike."""
    actor = keyed_hash("log-actor", f"{step.pk}:{step.actor_id}") if step.actor_id else ""
    return {
        "id": step.pk,
        "verb": step.verb,
        "project": step.project_id,
        "kind": step.subject_kind,
        "subject": step.subject_id,
        "actor": actor,
        "on": localdate(step.at).isoformat(),
        "facts": step.facts,
    }


def canonical(content: dict[str, Any]) -> bytes:
    """The bytes of the content: JSON with sorted keys, no spaces, no escapes beyond what JSON needs."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def commitment_to(salt: bytes, content: dict[str, Any]) -> bytes:
    return hashlib.sha256(salt + canonical(content)).digest()


def leaf_hashes(start: int, end: int) -> list[bytes]:
    """Hashes of the leaves from start up to, not with, end."""
    rows = LogLeaf.objects.filter(position__gte=start, position__lt=end).order_by("position")
    return [leaf_hash(bytes(one)) for one in rows.values_list("commitment", flat=True)]


def root_between(start: int, end: int) -> bytes:
    """The root of these leaves. `start` begins a whole subtree, as proofs ask for."""
    tiles = Frontier()
    whole = end // TILE if start % TILE == 0 else 0
    if whole * TILE > start:
        rows = LogTile.objects.filter(number__gte=start // TILE, number__lt=whole).order_by("number")
        for one in rows.values_list("root", flat=True).iterator(chunk_size=5000):
            tiles.add(bytes(one))
        start = whole * TILE
    rest = Frontier()
    for leaf in leaf_hashes(start, end):
        rest.add(leaf)
    peaks = [*tiles.peaks, *rest.peaks]
    if not peaks:
        return EMPTY
    found = peaks[-1]
    for peak in reversed(peaks[:-1]):
        found = node_hash(peak, found)
    return found


def newest_checkpoint() -> Checkpoint | None:
    return Checkpoint.objects.order_by("-size").first()


@dataclass(frozen=True)
class Entry:
    """One entry with its proof in the newest checkpoint that has it."""

    leaf: LogLeaf
    checkpoint: Checkpoint
    proof: list[bytes]


def entry_at(position: int) -> Entry | None:
    """None when there is no such entry yet."""
    checkpoint = newest_checkpoint()
    if checkpoint is None or not 0 <= position < checkpoint.size:
        return None
    leaf = LogLeaf.objects.select_related("step").get(position=position)
    return Entry(leaf, checkpoint, inclusion_proof(position, checkpoint.size, root_between))


def growth(old: int, size: int) -> list[bytes] | None:
    """The proof that the log only grew between these two checkpoints. None where one of them is none."""
    if not 0 < old <= size or Checkpoint.objects.filter(size__in={old, size}).count() != len({old, size}):
        return None
    return consistency_proof(old, size, root_between)
