"""The ledger in plain words. One sentence for each verb; nobody is named, ever."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Cast, Substr
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.ledger.models import Step
from alongside.projects.models import Membership, Project
from alongside.projects.rules import HOSTS

Sentence = str | Lazy
_sentences: dict[str, Sentence] = {}
_pages: dict[str, str] = {}
# Steps that are nobody's business but the hosts' and the person's: they are in the ledger, not on the page.
PRIVATE = (
    "invitation.",
    "member.named",
    "voice.named",
    "card.",
    "person.",
    "people.",
    "receipt.",
    "permission.",
    "token.",
    "network.",
    "need.",
    "agreement_view.",
    "word_report.",
    "connector.",
    "community.",  # hosts alone may know of one, and that can change: its number and days would tell that it is there
    "community_hint.",
    "buddy.",
    "ending.",
)
# Easy words and translations of these are as private as what they say in another way.
PRIVATE_TEXTS = ("communities.",)


def is_private(step: Step) -> bool:
    """Whether nobody but the hosts and the person is told of it: what `public_steps` leaves out."""
    is_form = step.verb.startswith("form.") and str(step.facts.get("text", "")).startswith(PRIVATE_TEXTS)
    return is_form or step.verb.startswith(PRIVATE)


def tell(**sentences: Sentence) -> None:
    """Register sentences: `tell(voice_recorded=…)` for the verb "voice.recorded". Rooms may add their own.

    `%(who)s` is "A host", "A member" or "Somebody"; any fact of the step may be named too.
    """
    for name, sentence in sentences.items():
        noun, _dot, verb = name.partition("__")
        _sentences[f"{noun}.{verb}"] = sentence


def leads(kind: str, page: str, *, each: bool = True) -> None:
    """Register the page that steps about this kind of thing lead to: `leads("sensemaking.theme", "sensemaking:theme")`.

    `page` is a URL name that takes the project's slug and, where `each` thing has a page of its own, `pk`.
    """
    _pages[kind] = f"{page}#" if each else page


leads("projects.project", "projects:project", each=False)
leads("projects.promise", "projects:promise", each=False)
leads("projects.phase", "projects:project", each=False)
leads("projects.corechoice", "projects:project", each=False)

tell(
    project__started=later("%(who)s started the project."),
    project__brought_in=later("The project was brought in from elsewhere."),
    project__edited=later("%(who)s changed what the project says about itself."),
    project__ended=later("%(who)s ended the project."),
    project__reopened=later("%(who)s opened the project again."),
    promise__made=later("%(who)s made version %(number)s of the promise."),
    phase__added=later("%(who)s added a phase to the plan."),
    phase__changed=later("%(who)s changed a phase of the plan."),
    phase__moved=later("%(who)s changed the order of the phases."),
    phase__removed=later("%(who)s took a phase out of the plan."),
    core_choice__locked=later("%(who)s wrote down that a core choice is fixed."),
    member__added=later("Somebody joined."),
    member__left=later("Somebody left."),
    member__removed=later("A host ended somebody's place."),
    member__moved=later("Somebody moved to the other side."),
    role__given=later("Somebody was given a role."),
    role__taken=later("A role was taken back."),
    gathering__added=later("%(who)s planned a gathering."),
    gathering__edited=later("%(who)s changed a gathering's details."),
    gathering__attended=later("%(who)s noted how many came to a gathering: %(count)s."),
    gathering__played_back=later("The notes of a gathering were given back."),
    activity__added=later("%(who)s added a step to a run sheet."),
    activity__edited=later("%(who)s changed a step of a run sheet."),
    activity__moved=later("%(who)s changed the order of a run sheet."),
    activity__removed=later("%(who)s took a step out of a run sheet."),
    run_sheet__copied=later("%(who)s copied a run sheet from another gathering."),
    young_rules__set=later("%(who)s set how young people take part, and what a parent is asked as well."),
    young__written=later("%(who)s wrote how young people are heard."),
    young__not_so=later("Somebody said of how young people are heard: that is not so."),
    young__answered=later("%(who)s answered somebody who said: that is not so."),
    keeping__set=later("%(who)s set how long one kind of thing is kept: %(days)s days."),
    handling__set=later("%(who)s wrote down how what people give is looked after."),
    risk__noted=later("%(who)s wrote a risk into the ethics plan."),
    risk__answered=later("%(who)s wrote what is done about a risk."),
    risk__ended=later("%(who)s noted that a risk is over."),
    plan__reviewed=later("One side looked at the ethics plan."),
    permissions__asked=later("People were asked what they allow."),
    paper__taken=later("A host went after paper that is out with words that were taken back."),
    paper__done=later("A host wrote down what became of paper that was out with words that were taken back."),
    survey__set_up=later("%(who)s prepared questions on who takes part."),
    survey__removed=later("%(who)s removed questions on who takes part before they were asked."),
    survey__opened=later("%(who)s began to ask who takes part."),
    survey__slips=later("%(who)s printed slips for the questions on who takes part."),
    survey__closed=later("The questions on who takes part were closed, and safe tables made."),
    survey__shared=later("%(who)s showed everybody the tables on who takes part."),
    survey__unshared=later("%(who)s showed the tables on who takes part to members only."),
    agreement__made=later("%(who)s wrote down version %(number)s of the group's agreement."),
    agreement__proposed=later("Somebody proposed a change of the agreement."),
    agreement__left=later("%(who)s wrote down that a proposed change is left for now."),
    agreement__taken_back=later("A proposed change of the agreement was taken back."),
    word_rules__made=later("%(who)s wrote version %(number)s of the rules for words."),
    words__letter_given=later("A host gave somebody a letter about their words."),
    words__set_aside=later("%(who)s set words aside, by a rule and with a reason."),
    words__agreed=later("A second host agreed that words are set aside."),
    words__let_back=later("%(who)s let words come back that were set aside."),
    words__lapsed=later("Words came back: no second host agreed in time that they are set aside."),
    words__appealed=later("Somebody asked that words which were set aside come back."),
    words__appeal_decided=later("It was decided on appeal whether words come back."),
    words__gone=later("Words that had been set aside were taken back."),
    expectation__written=later("One side wrote what it expects."),
    expectation__answered=later("One side answered what the other expects."),
    expectation__taken_back=later("A line on what one side expects was taken back."),
    expectation__look_set=later("%(who)s set the day on which both sides look again at what they expect."),
    expectation__looked=later("One side looked again at what it expected."),
    expectation__both_looked=later("Both sides have looked again at what they expected."),
    pulse__opened=later("%(who)s asked everybody the four questions about trust."),
    pulse__closed=later("The questions about trust were closed, and what may be told was told."),
    endings__written=later("%(who)s thanked people and told them what came of it: %(count)s."),
    access__promised=later("%(who)s promised how long before a gathering people are told and get its papers."),
    access__sent=later("%(who)s noted when people were told of a gathering and got its papers."),
    access__asked=later("%(who)s asked people what they need to take part."),
    access__planned=later("%(who)s planned what to do so that all can take part."),
    access__open=later("%(who)s opened a thing to do again, so that all can take part."),
    access__done=later("%(who)s did something so that all can take part."),
    access__cannot=later("%(who)s said that something for access cannot be done, and why."),
    voice__recorded=later("A voice was kept."),
    voice__read_back=later("A voice was read back and confirmed."),
    voice__taken_back=later("A voice was taken back."),
    voices__brought_in=later("Voices were brought in from elsewhere."),
    statement__made=later("A voice was put to everyone as a statement."),
    stance__taken=later("Somebody answered a statement."),
    stances__brought_in=later("Answers to statements were brought in."),
    theme__made=later("%(who)s made a theme."),
    theme__edited=later("%(who)s changed the words of a theme."),
    theme__merged=later("%(who)s joined themes together."),
    theme__split=later("%(who)s split a theme."),
    voice__placed=later("%(who)s placed a voice in a theme."),
    voices__placed=later("%(who)s placed voices in a theme."),
    voice__taken_out=later("%(who)s took a voice out of a theme."),
    landscape__made=later("%(who)s worked out the landscape of %(count)s people and kept it."),
    themes__suggested=later("%(who)s looked for groups of voices; %(count)s were suggested."),
    suggestion__refused=later("%(who)s refused a suggested group."),
    check__asked=later("People were asked to check how their words were used."),
    check__answered=later("Somebody checked how their words were used."),
    dispute__raised=later("Somebody said: this is not what I meant."),
    dispute__replied=later("A dispute was replied to."),
    dispute__settled=later("A dispute was settled by the person who raised it."),
    draft__started=later("%(who)s started a draft."),
    passage__written=later("%(who)s wrote a passage of the draft."),
    passage__revised=later("%(who)s changed a passage of the draft."),
    passage__left_out=later("%(who)s left a passage out of the draft."),
    passage__redacted=later("Words that were taken back left the draft and its versions."),
    passage__moved=later("%(who)s moved a passage of the draft."),
    comment__made=later("Somebody commented on a passage."),
    comment__taken_back=later("A comment was taken back."),
    amendment__proposed=later("Somebody proposed another text for a passage."),
    amendment__answered=later("A proposed text was answered."),
    decision__recorded=later("A decision was written down, with its reason."),
    decision__replaced=later("A decision was replaced by a newer one."),
    change__noted=later("%(who)s noted what became different."),
    receipts__issued=later("People were told what became of their words."),
    letters__printed=later("Letters with answers were printed."),
)


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


@dataclass(frozen=True)
class Happening:
    at: datetime
    words: str
    kind: str  # the noun: voice, theme, decision…
    url: str  # where to read more, "" where there is no such page
    times: int = 1


def public_steps(project: Project) -> QuerySet[Step]:
    """The project's steps that anyone who may see the project may read."""
    rows = Step.objects.filter(project_id=project.pk)
    for verb in PRIVATE:
        rows = rows.exclude(verb__startswith=verb)
    for text in PRIVATE_TEXTS:
        rows = rows.exclude(verb__startswith="form.", facts__text__startswith=text)
    return rows


def _host_ids(project: Project, steps: list[Step]) -> tuple[set[int], set[int]]:
    actors = {step.actor_id for step in steps if step.actor_id}
    rows = Membership.objects.filter(project=project, person__in=actors)
    members = set(rows.values_list("person_id", flat=True))
    hosts = set(rows.filter(roles__name__in=HOSTS).values_list("person_id", flat=True))
    return members, hosts


def _say(step: Step, who: str) -> str:
    sentence = _sentences.get(step.verb)
    if sentence is None:
        noun, _dot, verb = step.verb.partition(".")
        what = f"{noun}: {verb}".replace("_", " ")
        return _("A step was noted (%(what)s).") % {"what": what}
    return str(sentence) % _Facts(step.facts, who=who)


def _url(project: Project, step: Step) -> str:
    page = _pages.get(step.subject_kind, "")
    if page.endswith("#"):
        return reverse(page[:-1], args=[project.slug, step.subject_id])
    return reverse(page, args=[project.slug]) if page else ""


def in_plain_words(project: Project, steps: Iterable[Step]) -> list[Happening]:
    """The steps as sentences, in two queries however many there are."""
    rows = list(steps)
    members, hosts = _host_ids(project, rows)

    def who(step: Step) -> str:
        if step.actor_id in hosts:
            return _("A host")
        return _("A member") if step.actor_id in members else _("Somebody")

    return [
        Happening(step.at, _say(step, who(step)), step.verb.partition(".")[0], _url(project, step)) for step in rows
    ]


def latest_happenings(project: Project, limit: int = 6) -> list[Happening]:
    """The newest things, newest first; the same thing several times on one day is told once, with how often."""
    told: list[Happening] = []
    for one in in_plain_words(project, public_steps(project).order_by("-at", "-id")[: limit * 10]):
        last = told[-1] if told else None
        if last and (last.words, localdate(last.at)) == (one.words, localdate(one.at)):
            told[-1] = replace(last, times=last.times + 1)
        elif len(told) == limit:
            break
        else:
            told.append(one)
    return told


def month_counts(project: Project) -> list[tuple[date, int]]:
    """How many steps each month, oldest first. Months as the database keeps them (UTC)."""
    month = Substr(Cast("at", CharField()), 1, 7)
    rows = public_steps(project).order_by().annotate(month=month).values_list("month").annotate(n=Count("pk"))
    return sorted((date.fromisoformat(f"{text}-01"), n) for text, n in rows)
