"""Pages for when something is not there, not allowed, or broken."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.templatetags.static import static


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/not_found.html", status=404)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/not_allowed.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "web/form_too_old.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Needs no database, no session and no manifest: any of them may be what broke."""
    try:
        sheet = static("web/alongside.css")
    except ValueError:
        sheet = ""
    return HttpResponse(get_template("web/broken.html").render({"sheet": sheet}), status=500)
