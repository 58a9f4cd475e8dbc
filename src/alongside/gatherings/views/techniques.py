"""The techniques, for anyone: what they are for, how many people, how long."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.gatherings.techniques import Technique, Use, all_techniques
from alongside.gatherings.techniques import technique as technique_of


def by_use() -> list[dict[str, Any]]:
    """The techniques under what they are good for."""
    return [{"use": use, "rows": [one for one in all_techniques() if one.use == use]} for use in Use]


@require_safe
def techniques(request: HttpRequest) -> HttpResponse:
    """Every technique on a card."""
    return render(request, "gatherings/techniques.html", {"uses": by_use()})


@require_safe
def technique(request: HttpRequest, technique: str) -> HttpResponse:
    """One technique: its parts, what to say, what is needed, and how everyone can take part."""
    found: Technique | None = technique_of(technique)
    if found is None:
        raise Http404
    return render(request, "gatherings/technique.html", {"technique": found})
