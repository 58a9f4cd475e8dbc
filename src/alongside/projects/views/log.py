"""The public log: what it is, its entries, one entry with its proof, checkpoints, and the whole as a file."""

import base64
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from alongside.kit.paging import page_of
from alongside.ledger.log import entry_at, growth, newest_checkpoint
from alongside.ledger.models import Checkpoint, LogLeaf
from alongside.ledger.signing import origin, public_key, verifier_key
from alongside.projects import public_log


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What the log is for, its newest checkpoint and its entries, newest first."""
    newest = newest_checkpoint()
    rows = LogLeaf.objects.filter(position__lt=newest.size if newest else 0).select_related("step")
    page = page_of(rows.order_by("-position"), request, per=50)
    leaves = list(page.items)
    told = public_log.sentences(leaves, public_log.seen_projects(request.user, leaves))
    context = {
        "newest": newest,
        "root": bytes(newest.root).hex() if newest else "",
        "page": page,
        "entries": [(leaf, localdate(leaf.step.at), told.get(leaf.position, "")) for leaf in leaves],
        "origin": origin(),
        "key": verifier_key(),
    }
    return render(request, "projects/log.html", context)


@require_safe
def entry(request: HttpRequest, position: int) -> HttpResponse:
    """One entry: what it commits to where the reader may know, and the proof, which the browser checks itself."""
    found = entry_at(position)
    if found is None:
        raise Http404
    projects = public_log.seen_projects(request.user, [found.leaf])
    opening = public_log.opening_of(found.leaf) if found.leaf.step.project_id in projects else None
    context = {
        "entry": found,
        "on": localdate(found.leaf.step.at),
        "said": public_log.sentences([found.leaf], projects).get(position, ""),
        "opening": opening,
        "to_check": _to_check(found, opening),
        "proof": [one.hex() for one in found.proof],
    }
    return render(request, "projects/log_entry.html", context)


def _to_check(found: Any, opening: dict[str, Any] | None) -> dict[str, Any]:
    """What the browser needs, as plain data."""
    return {
        "position": found.leaf.position,
        "size": found.checkpoint.size,
        "root": bytes(found.checkpoint.root).hex(),
        "note": found.checkpoint.note,
        "key": base64.b64encode(public_key()).decode(),
        "commitment": bytes(found.leaf.commitment).hex(),
        "proof": [one.hex() for one in found.proof],
        "salt": opening["salt"] if opening else "",
        "content": public_log.canonical_text(opening["content"]) if opening else "",
    }


@require_safe
def checkpoint(request: HttpRequest, size: int = 0) -> HttpResponse:
    """A signed checkpoint, to the letter: the newest, or the one of this size."""
    found = get_object_or_404(Checkpoint, size=size) if size else newest_checkpoint()
    if found is None:
        raise Http404
    return HttpResponse(found.note, content_type="text/plain; charset=utf-8")


@require_safe
def grown(request: HttpRequest, old: int, size: int) -> HttpResponse:
    """The proof that the log only grew between two checkpoints."""
    proof = growth(old, size)
    if proof is None:
        raise Http404
    return JsonResponse({"old": old, "size": size, "proof": [one.hex() for one in proof]})


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The whole log, as far as the newest checkpoint goes."""
    newest = newest_checkpoint()
    if newest is None:
        raise Http404
    lines = (line.encode() for line in public_log.lines_of(newest.size))
    answer = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="log.jsonl"'
    return answer
