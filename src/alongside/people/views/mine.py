"""How I am named, what is held about me, and my keys."""

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.people import actions, queries
from alongside.people.forms import SCOPE_WORDS, NamesForm, TokenForm
from alongside.people.models import Naming, Person
from alongside.people.views.cards import page_with_form


def _ways(person: Person) -> list[dict[str, Any]]:
    """Each way to be named, and what would be printed."""
    return [
        {"key": naming.value, "label": naming.label, "name": person.named(naming.value)}
        for naming in Naming
        if naming is not Naming.DO_NOT_QUOTE
    ]


@login_required
@page_with_form
def names(request: HttpRequest) -> HttpResponse:
    """My names, and how each would look beside my words."""
    person: Any = request.user
    form = NamesForm(request.POST if request.method == "POST" else None, instance=person)
    if form.is_bound and form.is_valid():
        actions.set_names(Person.objects.get(pk=person.pk), by=person, **form.cleaned_data)
        messages.success(request, _("Your names are saved."))
        return redirect("people:names")
    shown = Person.objects.get(pk=person.pk)
    places = shown.memberships.filter(left_at__isnull=True).select_related("project", "person")[:50]
    context = {"form": form, "ways": _ways(shown), "places": places}
    return render(request, "people/names.html", context, status=422 if form.is_bound else 200)


TABLES = {
    "people.person": gettext_lazy("Your names and email"),
    "people.card": gettext_lazy("Your cards (never the code)"),
    "people.apitoken": gettext_lazy("Your keys for scripts (never the key)"),
    "projects.membership": gettext_lazy("Projects you are in"),
    "projects.role": gettext_lazy("Roles you hold"),
    "easy.reading": gettext_lazy("How you like to read, and how news reaches you"),
    "easy.form": gettext_lazy("Easy words, films and translations you made"),
    "needs.need": gettext_lazy("What you need to take part"),
    "needs.answer": gettext_lazy("Gatherings for which you were asked or said what you need"),
    "needs.share": gettext_lazy("What you need, shared for a gathering, and how it was"),
    "needs.reading": gettext_lazy("Times a host read what you need"),
    "needs.todo": gettext_lazy("Things to do so that people can take part"),
    "needs.accesspromise": gettext_lazy("Versions of the promise of notice and papers"),
    "communities.connector": gettext_lazy("Communities whose door you open, or were asked to"),
    "communities.hint": gettext_lazy("What you told hosts about who is missing"),
    "communities.community": gettext_lazy("Communities you put on a map, or have something to do for"),
    "communities.try": gettext_lazy("What you wrote down that was tried to reach people"),
    "communities.paperwords": gettext_lazy("Words for letters and posters that you wrote"),
    "trust.expectation": gettext_lazy("What you wrote on what your side expects"),
    "trust.reply": gettext_lazy("What you answered to what the other side expects"),
    "trust.verdict": gettext_lazy("What you said at a look back on it"),
    "trust.sidelooked": gettext_lazy("Looks back that you finished for your side"),
    "trust.ticket": gettext_lazy("Questions about trust that you were asked (not what you answered)"),
    "trust.buddynote": gettext_lazy("That you offered to be a buddy, or asked for one"),
    "trust.half": gettext_lazy("Buddies you have or had"),
    "trust.pair": gettext_lazy("Buddies you suggested to each other"),
    "trust.ending": gettext_lazy("Thanks you wrote when something ended"),
    "trust.farewell": gettext_lazy("What you were told when something ended, and what you answered"),
    "equality.ticket": gettext_lazy("Questions about you that you were asked (not what you answered)"),
    "care.agreement": gettext_lazy("Versions of a group's agreement"),
    "care.agreementseen": gettext_lazy("Agreements you said you have read"),
    "care.proposal": gettext_lazy("Changes of an agreement that you proposed"),
    "care.proposalview": gettext_lazy("What you said to a proposed change of an agreement"),
    "care.concernaccess": gettext_lazy("Times you opened a worry as safeguarding lead"),
    "moderation.report": gettext_lazy("Words you told the hosts about, or looked at for them"),
    "moderation.setaside": gettext_lazy("Words set aside, by you or of yours"),
    "moderation.appeal": gettext_lazy("What you asked, or decided, about words that were set aside"),
    "moderation.wordrules": gettext_lazy("Versions of the rules for words that you wrote"),
    "voices.voice": gettext_lazy("Your voices"),
    "voices.outputnaming": gettext_lazy("How you are named in one output"),
    "voices.statement": gettext_lazy("Short voices that others answer"),
    "voices.stance": gettext_lazy("Your answers to statements"),
    "gatherings.attendance": gettext_lazy("Gatherings you came to"),
    "gatherings.room": gettext_lazy("Rooms you led"),
    "gatherings.seat": gettext_lazy("Rooms you joined with your card"),
    "room.mark": gettext_lazy("Your answers in rooms"),
    "room.item": gettext_lazy("What you said in rooms, or what was weighed there"),
    "room.tableplace": gettext_lazy("Tables you sat at"),
    "room.seatwish": gettext_lazy("Wishes about who sits with whom"),
    "room.seatingplan": gettext_lazy("Small groups you made"),
    "ethics.permission": gettext_lazy("What you allow, and what you took back"),
    "ethics.receiptcode": gettext_lazy("Codes on your paper receipts (never the code)"),
    "ethics.supporter": gettext_lazy("Who may answer for you, or for whom you may answer"),
    "ethics.supportnote": gettext_lazy("What was written about who may answer for you"),
    "ethics.takingback": gettext_lazy("What it reached when you took something back (numbers only)"),
    "ethics.onpaper": gettext_lazy("Paper with words that were taken back"),
    "ethics.keptfor": gettext_lazy("Times you set how long something is kept"),
    "ethics.young": gettext_lazy("That you are young, and when it was written down"),
    "ethics.youngwords": gettext_lazy("What you wrote on how young people are heard"),
    "ethics.notso": gettext_lazy("Times you said “that is not so” of how young people are heard"),
    "ethics.notedrisk": gettext_lazy("Risks you wrote into an ethics plan"),
    "ethics.planreview": gettext_lazy("Your looks at an ethics plan"),
    "impact.receipt": gettext_lazy("Your receipts"),
    "account.emailaddress": gettext_lazy("Your email addresses"),
    "mfa.authenticator": gettext_lazy("Your passkeys (never their secrets)"),
    "sensemaking.placement": gettext_lazy("Themes your voices are in"),
    "sensemaking.usecheck": gettext_lazy("Checks of how words were used"),
    "sensemaking.theme": gettext_lazy("Themes"),
    "sensemaking.suggestionrun": gettext_lazy("Times you looked for groups of voices"),
    "sensemaking.suggestedgroup": gettext_lazy("Suggested groups you dealt with"),
    "sensemaking.suggestion": gettext_lazy("Groups in which a machine suggested your voices"),
    "sensemaking.themeorigin": gettext_lazy("Themes joined or split"),
    "decisions.citation": gettext_lazy("Places in the draft that rest on your words"),
    "decisions.decisionsubject": gettext_lazy("Decisions that name your words"),
    "decisions.comment": gettext_lazy("Your comments on the draft"),
    "decisions.amendment": gettext_lazy("Your proposals for the draft, and answers to proposals"),
    "decisions.draft": gettext_lazy("Drafts"),
    "decisions.passageversion": gettext_lazy("Versions of passages of the draft"),
    "decisions.decision": gettext_lazy("Decisions"),
    "impact.receiptwish": gettext_lazy("Your wish to get answers by email"),
    "impact.change": gettext_lazy("Changes noted"),
    "projects.project": gettext_lazy("Projects"),
    "projects.promise": gettext_lazy("Versions of a promise"),
    "projects.invitation": gettext_lazy("Invitations"),
    "account.emailconfirmation": gettext_lazy("Emails sent to check an address"),
    "admin.logentry": gettext_lazy("What you did in the admin pages"),
}


def table_words(label: str) -> str:
    return str(TABLES[label]) if label in TABLES else capfirst(str(apps.get_model(label)._meta.verbose_name_plural))


@login_required
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """What we hold about me, in plain words and numbers."""
    person: Any = request.user
    about = [(table_words(label), len(rows)) for label, rows in queries.held_about(person).items()]
    made = [(table_words(label), number) for label, number in queries.made_counts(person).items()]
    return render(request, "people/held.html", {"about": about, "made": made})


@never_cache
@login_required
@require_safe
def held_file(request: HttpRequest) -> HttpResponse:
    """The same as a file."""
    person: Any = request.user
    answer = JsonResponse(queries.held_about(person), json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="about-me.json"'
    return answer


@never_cache
@login_required
@page_with_form
def tokens(request: HttpRequest) -> HttpResponse:
    """My keys for scripts. A new one is shown once, in the answer that made it."""
    person: Any = request.user
    form = TokenForm(request.POST if request.method == "POST" else None)
    made = ""
    if form.is_bound and form.is_valid():
        made = actions.make_token(person, by=person, **form.cleaned_data)
        form = TokenForm()
    rows = [{"row": row, "scopes": [SCOPE_WORDS.get(s, s) for s in row.scopes]} for row in queries.tokens_of(person)]
    context = {"form": form, "rows": rows, "made": made}
    return render(request, "people/tokens.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def end_token(request: HttpRequest, pk: int) -> HttpResponse:
    person: Any = request.user
    actions.end_token(get_object_or_404(queries.tokens_of(person), pk=pk), by=person)
    messages.success(request, _("This key opens nothing any more."))
    return redirect("people:tokens")
