"""Pages that join apps: the start page and My space; the page about this place, its look, and its plain files."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from alongside.easy.models import Size
from alongside.impact.queries import answers_to, by_decision, receipts_of_person, show_receipts, where_are
from alongside.kit.paging import page_of
from alongside.projects.access import person_of
from alongside.projects.models import Project
from alongside.projects.parts import what_is_asked, what_waits_everywhere
from alongside.projects.rules import may_start_project
from alongside.sensemaking.queries import checks_for
from alongside.voices.queries import show_mine, voices_of_person
from alongside.web.context import LOOKS
from alongside.web.lookbook import everything
from alongside.web.queries import listed_projects, my_projects, phase_dots

YEAR = 60 * 60 * 24 * 365
MOST_LATEST = 12  # receipts that are looked through for the three answers shown in My space


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The network, its projects, and a way in for people with a card."""
    page = page_of(listed_projects(request.user), request, per=24)
    mine = my_projects(request.user, page.items)
    today = timezone.localdate()
    cards = [{"project": one, "dots": phase_dots(one, today), "is_mine": one.pk in mine} for one in page.items]
    return render(request, "web/home.html", {"cards": cards, "page": page})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "web/about.html")


@require_safe
def look_book(request: HttpRequest) -> HttpResponse:
    """Each part of the look in each state."""
    return render(request, "web/look_book.html", everything(timezone.localdate()))


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To where the person was: an address of ours, else the start page; at the foot, if they chose it there."""
    wanted, foot = request.POST.get("next", ""), "#foot" if request.POST.get("at") == "foot" else ""
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return HttpResponseRedirect((wanted if ours else reverse("web:home")) + foot)


def _keep(request: HttpRequest, response: HttpResponse, name: str, value: str) -> HttpResponse:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response


@csrf_exempt  # it changes a colour in one browser; without a token, public pages need no cookie
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Choose light, dark or high contrast (anything else: as the device is set); size of letters; easy words first."""
    response = _back(request)
    for name, known in {"size": Size.values, "easy": ["0", "1"]}.items():
        if name in request.POST:
            value = request.POST[name]
            return _keep(request, response, name, value) if value in known else response
    wanted = request.POST.get("look", "")
    if wanted in LOOKS:
        return _keep(request, response, "look", wanted)
    response.delete_cookie("look", samesite="Lax")
    return response


@csrf_exempt  # as for the look
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose one of this network's languages."""
    response = _back(request)
    wanted = request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES):
        return _keep(request, response, settings.LANGUAGE_COOKIE_NAME, wanted)
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read the front; people's words are for those who come here."""
    lines = ["User-agent: *", "Disallow: /p/", "Disallow: /my/", "Disallow: /account/", "Disallow: /card/"]
    lines += ["Disallow: /r/", "Disallow: /screen/", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where to tell of a weakness (RFC 9116)."""
    ends = (datetime.now(UTC) + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    where = f"{settings.ORIGIN}{reverse('web:about')}#security"
    text = f"Contact: {where}\nExpires: {ends}\nPreferred-Languages: en\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@login_required
def my_space(request: HttpRequest) -> HttpResponse:
    """A person's own start: their words and where they are, their answers, what they are asked, their projects."""
    person = person_of(request)
    voices = list(voices_of_person(person).select_related("project").order_by("-id")[:10])
    where, answers = where_are(voices), answers_to(voices)
    context = {
        "voices": [
            {"voice": voice, "shown": shown, "where": where[voice.pk], "answers": answers[voice.pk]}
            for voice, shown in zip(voices, show_mine(voices, person), strict=True)
        ],
        "latest": by_decision(show_receipts(receipts_of_person(person)[:MOST_LATEST]))[:3],
        "asked": checks_for(person).filter(verdict="").count(),
        "asks": what_is_asked(person),
        "duties": what_waits_everywhere(person),
        "may_start": may_start_project(person),
        "projects": Project.objects.filter(memberships__person=person, memberships__left_at=None)[:12],
    }
    return render(request, "web/my_space.html", context)
