"""Drawings as files."""

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string


def svg_file(template: str, context: dict[str, Any], name: str) -> HttpResponse:
    """The template as an SVG that the browser saves under this name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(render_to_string(template, context).strip(), content_type="image/svg+xml", headers=headers)
