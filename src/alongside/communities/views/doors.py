"""Letters, posters, strips and cards for a community: their words, and the page to print, which is shown once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alongside.communities import actions
from alongside.communities.forms import DoorForm, PaperWordsForm
from alongside.communities.models import Community, Connector, Door, Paper
from alongside.communities.queries import connectors, doors
from alongside.communities.rules import connecting, may_know_few, may_open_door
from alongside.communities.views.parts import community_for, page_with_form, sent, status_of
from alongside.kit.limits import allow
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.paper import letter
from alongside.projects.queries import promise_of
from alongside.projects.rules import is_member, may_host

may_look = is_member | may_host
STRIPS, CARDS = 10, 8
LONG = 640  # letters from which a poster is set smaller, so that it stays one page


def door_community(request: HttpRequest, project: Project, pk: int) -> Community:
    """A community for which whoever looks may make ways in, or 404."""
    row = community_for(request, project, pk)
    if not may_open_door(request.user, row):
        raise Http404
    return row


def _through(request: HttpRequest, row: Community) -> list[Connector] | None:
    """Whom a host may name; None for a connector, whose ways in always come through them."""
    if not may_host(request.user, row.project):
        return None
    found = [one for one in connectors.connectors_of(row) if one.opens]
    for one in found:
        one.community = row
    return found


@never_cache
@page_with_form
@project_page(may_look)
def ways_in(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Ways in that are open, the words on the paper, and the form that makes another one."""
    row = door_community(request, project, pk)
    mine = connecting(request.user, row)
    begun = {"connector": str(mine.pk) if mine and mine.opens else ""}
    form = DoorForm(sent(request), connectors=_through(request, row), initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            return _make(request, row, form)
        except ValueError as error:
            form.add_error("uses", str(error))
    own = None if may_host(request.user, project) else mine
    came = doors.roughly(doors.came_through(doors.doors_of(row, own)), may_know_few=may_know_few(request.user, row))
    context = {
        "project": project,
        "community": row,
        "form": form,
        "paper": doors.words_for(row, project),
        "doors": list(doors.open_doors(row, own)[:60]),
        "came": came,
        "own": own,
    }
    return render(request, "communities/ways_in.html", context, status=status_of(form))


def _make(request: HttpRequest, row: Community, form: DoorForm) -> HttpResponse:
    """The page to print. Its code is in this answer only: loading it again must not make another one."""
    given: dict[str, Any] = {**form.cleaned_data}
    key, is_large, is_easy = given.pop("submit_key"), given.pop("is_large"), given.pop("is_easy")
    if key and not allow("community-door", f"{request.user.pk}:{key}", most=1, seconds=24 * 60 * 60):
        messages.info(request, _("That paper was shown before. Make another one if you need it."))
        return redirect("communities:ways_in", row.project.slug, row.pk)
    door, code = actions.open_door(row, by=person_of(request), **given)
    if door.connector:
        door.connector.community = row
    paper = doors.words_for(row, row.project)
    context = {
        "project": row.project,
        "community": row,
        "door": door,
        "days": given["days"],
        "letter": letter(request, code),
        "paper": paper,
        "promise": promise_of(row.project),
        "from_whom": connectors.public_name_of(door.connector) if door.connector else "",
        "is_large": is_large,
        "is_easy": is_easy,
        "is_long": len(paper.heading + paper.words + paper.gets + paper.access + paper.offline) > LONG,
        "is_poster": door.paper in {Paper.POSTER, Paper.BIG_POSTER},
        "many": range(STRIPS if door.paper == Paper.STRIPS else CARDS),
    }
    return render(request, "communities/paper.html", context)


@require_POST
@project_page(may_look)
def close(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """One way in ends: by a host, or by the connector through whom it came."""
    rows = Door.objects.select_related("community", "invitation")
    row = get_object_or_404(rows, community__project=project, pk=pk)
    row.community.project = project
    own = connecting(request.user, row.community)
    if not may_host(request.user, project) and (own is None or row.connector_id != own.pk):
        raise Http404
    actions.close_door(row, by=person_of(request))
    messages.success(request, _("This paper opens nothing any more."))
    if may_open_door(request.user, row.community):
        return redirect("communities:ways_in", project.slug, row.community_id)
    return redirect("communities:communities", project.slug)


@page_with_form
@project_page(may_look)
def paper_words(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """What letters and posters for this community say."""
    row = door_community(request, project, pk)
    words = doors.words_for(row, project)
    hints = row.hints.all() if may_host(request.user, project) else ()  # a connector never read what members told
    known = {name: getattr(words, name) for name in PaperWordsForm.base_fields}
    form = PaperWordsForm(sent(request), initial=known, hints=hints)
    if request.method == "POST" and form.is_valid():
        actions.write_paper_words(row, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Kept. The next paper says it so."))
        return redirect("communities:ways_in", project.slug, row.pk)
    context = {"project": project, "community": row, "form": form}
    return render(request, "communities/paper_words.html", context, status=status_of(form))
