"""The board: hosts sort voices into themes by drag, by keys or by plain buttons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from alongside.projects.access import project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host
from alongside.sensemaking import board as boards
from alongside.voices.queries import voices_of
from alongside.voices.views.reading import person_of


@require_safe
@project_page(may_host)
def board(request: HttpRequest, project: Project) -> HttpResponse:
    context = {"project": project, "board": boards.read_board(project, request), "query": request.GET.urlencode()}
    return render(request, "sensemaking/board.html", context)


@project_page(may_host)
@require_POST
def sort(request: HttpRequest, project: Project) -> HttpResponse:
    """One sorting, asked by a button (answers the board) or by the board's script (answers the voice's cards)."""
    is_script = request.headers.get("HX-Request") == "true"
    wish = boards.Wish.read(request.POST)
    try:
        said = boards.grant(project, wish, by=person_of(request))
    except ValueError as error:
        if is_script:
            return HttpResponse(str(error), status=409, content_type="text/plain; charset=utf-8")
        messages.error(request, str(error))
    else:
        if is_script:
            return _cards(request, project, wish.voice)
        messages.success(request, said)
    return redirect(f"{reverse('sensemaking:board', args=[project.slug])}?{request.GET.urlencode()}")


def _cards(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    voice = get_object_or_404(voices_of(project), pk=pk)
    cards = boards.cards_of(project, voice, request.user)
    context = {"project": project, "cards": cards, "options": boards.options(boards.themes_on(project, request.GET))}
    return render(request, "sensemaking/parts/_cards.html", context)
