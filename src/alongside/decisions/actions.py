"""The verbs of drafts and decisions."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.decisions import queries
from alongside.decisions.models import (
    Amendment,
    Citation,
    Comment,
    Decision,
    DecisionSubject,
    Draft,
    Passage,
    PassageVersion,
)
from alongside.decisions.rules import may_propose, may_record, may_write
from alongside.decisions.wording import what_is_wrong_with_reason
from alongside.kit.codes import keyed_hash
from alongside.ledger.actions import note_erasure, note_step
from alongside.moderation.actions import forget_subject
from alongside.moderation.models import What
from alongside.moderation.queries import markers_of
from alongside.people.models import Person
from alongside.projects.models import Project, Side
from alongside.sensemaking.models import Theme
from alongside.voices.models import Voice

TAKEN_BACK = "[words taken back]"


class EditConflict(Exception):
    """Somebody saved the passage first. `current` is their version, now the newest."""

    def __init__(self, current: PassageVersion) -> None:
        super().__init__("Somebody else changed this passage while you were writing")
        self.current = current


def _must(rule: Callable[[Person, Project], bool], by: Person, project: Project) -> None:
    """PermissionDenied unless the rule lets this person."""
    if not rule(by, project):
        raise PermissionDenied


@transaction.atomic
def start_draft(project: Project, *, by: Person, title: str, about: str = "") -> Draft:
    """A new, empty draft."""
    _must(may_write, by, project)
    draft = Draft.objects.create(project=project, title=title, about=about, made_by=by)
    note_step("draft.started", subject=draft, project_id=project.pk, actor=by)
    return draft


def _must_be_of(project: Project, things: Iterable[Theme | Voice | Decision]) -> None:
    if any(thing.project_id != project.pk for thing in things):
        raise ValueError(_("Something here belongs to another project. Nothing was saved."))


def _write_version(
    passage: Passage, number: int, *, by: Person, themes: Iterable[Theme], voices: Iterable[Voice], **words: str
) -> PassageVersion:
    project = passage.draft.project
    themes, voices = list(themes), list(voices)
    _must_be_of(project, [*themes, *voices])
    if queries.not_to_be_quoted(project, words["text"]):
        raise ValueError(_("These words are not to be quoted: the person asked us not to."))
    version = PassageVersion.objects.create(passage=passage, number=number, by=by, **words)
    cited = {voice.pk for voice in voices} | set(
        queries.quoted_voices(project, words["text"]).values_list("pk", flat=True)
    )
    rows = [Citation(version=version, theme_id=pk) for pk in sorted({theme.pk for theme in themes})]
    Citation.objects.bulk_create([*rows, *(Citation(version=version, voice_id=pk) for pk in sorted(cited))])
    return version


@transaction.atomic
def write_passage(
    draft: Draft,
    *,
    by: Person,
    heading: str,
    text: str,
    themes: Iterable[Theme] = (),
    voices: Iterable[Voice] = (),
    after: Passage | None = None,
) -> PassageVersion:
    """A new passage at the end, or after another one."""
    _must(may_write, by, draft.project)
    if after is not None and after.draft_id != draft.pk:
        raise ValueError(_("That passage belongs to another draft."))
    order = (after.order if after else queries.last_order(draft)) + 1
    draft.passages.filter(order__gte=order).update(order=F("order") + 1)
    passage = Passage.objects.create(draft=draft, order=order)
    version = _write_version(passage, 1, by=by, themes=themes, voices=voices, heading=heading, text=text)
    note_step("passage.written", subject=passage, project_id=draft.project_id, actor=by, version=version.pk)
    return version


def revise_passage(
    passage: Passage,
    *,
    by: Person,
    base_number: int,
    heading: str,
    text: str,
    themes: Iterable[Theme],
    voices: Iterable[Voice],
    why: str,
) -> PassageVersion:
    """A newer version. Raises EditConflict when `base_number` is not the newest: nothing is written over."""
    _must(may_write, by, passage.draft.project)
    try:
        with transaction.atomic():
            current = queries.newest_version(passage.pk)
            if current.number != base_number:
                raise EditConflict(current)
            words = {"heading": heading, "text": text, "why": why}
            version = _write_version(passage, base_number + 1, by=by, themes=themes, voices=voices, **words)
            project_id = passage.draft.project_id
            note_step("passage.revised", subject=passage, project_id=project_id, actor=by, version=version.pk)
    except IntegrityError as error:
        current = queries.newest_version(passage.pk)
        if current.number == base_number:
            raise
        raise EditConflict(current) from error
    return version


@transaction.atomic
def leave_out_passage(passage: Passage, *, by: Person) -> None:
    """The passage is no longer in the draft; its history stays. Twice is once."""
    _must(may_write, by, passage.draft.project)
    if Passage.objects.filter(pk=passage.pk, ended_at__isnull=True).update(ended_at=timezone.now()):
        note_step("passage.left_out", subject=passage, project_id=passage.draft.project_id, actor=by)


@transaction.atomic
def put_back_passage(passage: Passage, *, by: Person) -> None:
    """The passage is in the draft again, about where it stood; the ledger tells when it was not. Twice is once."""
    _must(may_write, by, passage.draft.project)
    if Passage.objects.filter(pk=passage.pk, ended_at__isnull=False).update(ended_at=None):
        note_step("passage.put_back", subject=passage, project_id=passage.draft.project_id, actor=by)


@transaction.atomic
def move_passage(passage: Passage, *, by: Person, up: bool) -> None:
    """One place up or down among the standing passages; at the edge nothing happens."""
    _must(may_write, by, passage.draft.project)
    rows = list(passage.draft.passages.filter(ended_at__isnull=True).order_by("order", "id"))
    at = next((n for n, row in enumerate(rows) if row.pk == passage.pk), None)
    to = None if at is None else at + (-1 if up else 1)
    if at is None or to is None or not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for order, row in enumerate(rows, start=1):
        row.order = order
    Passage.objects.bulk_update(rows, ["order"])
    note_step("passage.moved", subject=passage, project_id=passage.draft.project_id, actor=by)


@transaction.atomic
def comment_on(passage: Passage, *, by: Person, words: str) -> Comment:
    """A comment on the passage as it stands."""
    _must(may_propose, by, passage.draft.project)
    number = queries.newest_version(passage.pk).number
    comment = Comment.objects.create(passage=passage, on_version=number, by=by, words=words)
    note_step("comment.made", subject=comment, project_id=passage.draft.project_id, actor=by)
    return comment


@transaction.atomic
def take_back_comment(comment: Comment, *, by: Person) -> None:
    """The author takes their own words back: nothing of them is kept."""
    if comment.by_id != by.pk:
        raise PermissionDenied
    Comment.objects.filter(pk=comment.pk).update(words="", taken_back_at=timezone.now())
    forget_subject(comment.passage.draft.project, What.COMMENT, comment.pk)
    note_step("comment.taken_back", subject=comment, project_id=comment.passage.draft.project_id, actor=by)


@transaction.atomic
def propose_amendment(
    passage: Passage, *, by: Person, base_number: int, heading: str, text: str, why: str
) -> Amendment:
    """A proposed new text, for a host to take in or answer."""
    _must(may_propose, by, passage.draft.project)
    if queries.not_to_be_quoted(passage.draft.project, text):
        raise ValueError(_("These words are not to be quoted: the person asked us not to."))
    words = {"heading": heading, "text": text, "why": why}
    amendment = Amendment.objects.create(passage=passage, base_number=base_number, by=by, **words)
    note_step("amendment.proposed", subject=amendment, project_id=passage.draft.project_id, actor=by)
    return amendment


@transaction.atomic
def answer_amendment(
    amendment: Amendment, *, by: Person, outcome: str, reply: str, joined: dict[str, Any] | None = None
) -> Amendment:
    """Take it in as a new version, or not, with a reason. Raises EditConflict when the passage moved on since.

    `joined` is the proposal joined with what came since: `heading`, `text` and the `base_number` it was joined with.
    """
    _must(may_write, by, amendment.passage.draft.project)
    amendment = Amendment.objects.select_for_update().select_related("passage__draft__project").get(pk=amendment.pk)
    if outcome not in Amendment.Outcome.values or not reply.strip():
        raise ValueError(_("Choose an answer and write the reason."))
    if amendment.outcome:
        raise ValueError(_("This proposal already has its answer."))
    if outcome == Amendment.Outcome.ACCEPTED and markers_of(What.PROPOSAL, [amendment.pk]):
        raise ValueError(_("The hosts set this proposal aside. It cannot be taken in."))
    if outcome == Amendment.Outcome.ACCEPTED:
        amendment.result = _take_in(amendment, by=by, joined=joined or {})
    amendment.outcome, amendment.reply = outcome, reply
    amendment.answered_by, amendment.answered_at = by, timezone.now()
    amendment.save()
    project_id = amendment.passage.draft.project_id
    note_step("amendment.answered", subject=amendment, project_id=project_id, actor=by, outcome=outcome)
    return amendment


def _take_in(amendment: Amendment, *, by: Person, joined: dict[str, Any]) -> PassageVersion:
    current = queries.newest_version(amendment.passage_id)
    words = {name: joined.get(name, getattr(amendment, name)) for name in ("base_number", "heading", "text")}
    cited = list(current.citations.select_related("theme", "voice"))
    return revise_passage(
        amendment.passage,
        by=by,
        themes=[row.theme for row in cited if row.theme],
        voices=[row.voice for row in cited if row.voice],
        why=amendment.why[:300],
        **words,
    )


def _check_decision(
    project: Project, chosen: dict[str, str], reason: str, decided_on: date, subjects: list[Any]
) -> None:
    kinds = {"outcome": Decision.Outcome, "side": Side, "community_part": Decision.CommunityPart}
    for name, value in chosen.items():
        if value not in kinds[name].values:
            wrong = _("%(name)s: “%(value)s” is no answer. Choose one of these: %(choices)s.")
            raise ValueError(wrong % {"name": name, "value": value, "choices": ", ".join(kinds[name].values)})
    wrong = what_is_wrong_with_reason(reason)
    if wrong:
        raise ValueError(wrong)
    if not subjects:
        raise ValueError(_("Choose what this decision answers: a passage, a theme or a voice."))
    if decided_on > timezone.localdate():
        raise ValueError(_("This day is still to come."))
    if project.starts_on and decided_on < project.starts_on:
        raise ValueError(_("This day is before the project began."))


@transaction.atomic
def record_decision(
    project: Project,
    *,
    by: Person,
    title: str,
    outcome: str,
    reason: str,
    decided_by: str,
    side: str,
    community_part: str,
    decided_on: date,
    versions: Iterable[PassageVersion] = (),
    themes: Iterable[Theme] = (),
    voices: Iterable[Voice] = (),
    replaces: Decision | None = None,
) -> Decision:
    """What was decided, kept for good. Raises ValueError when it answers nothing or gives no reason."""
    _must(may_record, by, project)
    versions, themes, voices = list(versions), list(themes), list(voices)
    chosen = {"outcome": outcome, "side": side, "community_part": community_part}
    _check_decision(project, chosen, reason, decided_on, [*versions, *themes, *voices])
    _must_be_of(project, [*themes, *voices, *([replaces] if replaces else [])])
    if replaces:  # one at a time: two at once would both see that nothing has replaced it yet
        Decision.objects.select_for_update().get(pk=replaces.pk)
        if Decision.objects.filter(replaces=replaces).exists():
            raise ValueError(_("That decision was replaced already. Choose the one that stands now."))
    if any(version.passage.draft.project_id != project.pk for version in versions):
        raise ValueError(_("Something here belongs to another project. Nothing was saved."))
    decision = Decision.objects.create(
        project=project, title=title, reason=reason, decided_by=decided_by, decided_on=decided_on, recorded_by=by,
        replaces=replaces, **chosen,
    )  # fmt: skip
    rows = [DecisionSubject(decision=decision, version_id=pk) for pk in sorted({row.pk for row in versions})]
    rows += [DecisionSubject(decision=decision, theme_id=pk) for pk in sorted({row.pk for row in themes})]
    rows += [DecisionSubject(decision=decision, voice_id=pk) for pk in sorted({row.pk for row in voices})]
    DecisionSubject.objects.bulk_create(rows)
    note_step("decision.recorded", subject=decision, project_id=project.pk, actor=by)
    if replaces:
        note_step("decision.replaced", subject=replaces, project_id=project.pk, actor=by, replaced_by=decision.pk)
    return decision


@transaction.atomic
def redact(row: Model, changed: dict[str, str], *, voice: Voice) -> None:
    """The only thing that ever changes a stored version: words that were taken back leave it."""
    for field, text in changed.items():
        setattr(row, field, text)
    row.save(update_fields=list(changed))
    note_step("passage.redacted", subject=row, project_id=voice.project_id, voice=voice.pk)


def _mark(row: Comment | Amendment) -> str:
    return keyed_hash("erased", f"{row._meta.label_lower}:{row.pk}:{row.at.isoformat()}")


@transaction.atomic
def forget_margin(project: Project, person: Person) -> int:
    """What the person wrote in the margin goes: comments, and why they proposed a text. `ethics` asked who may.

    A text that was taken in belongs to the draft by now and stays there; one that was not goes. Answers how many.
    """
    inside = {"by": person, "passage__draft__project": project}
    comments = list(Comment.objects.filter(**inside, taken_back_at=None))
    amendments = list(Amendment.objects.filter(**inside).exclude(why=TAKEN_BACK))
    rows: list[Comment | Amendment] = [*comments, *amendments]
    for row in rows:
        _forget(row)
        note_erasure(row._meta.model_name or "", row.pk, _mark(row))
    return len(comments) + len(amendments)


def _forget(row: Comment | Amendment) -> None:
    what = What.COMMENT if isinstance(row, Comment) else What.PROPOSAL
    forget_subject(row.passage.draft.project, what, row.pk)
    if isinstance(row, Comment):
        Comment.objects.filter(pk=row.pk).update(words="", taken_back_at=timezone.now())
        note_step("comment.taken_back", subject=row, project_id=row.passage.draft.project_id)
        return
    own = {} if row.outcome == Amendment.Outcome.ACCEPTED else {"heading": "", "text": TAKEN_BACK}
    Amendment.objects.filter(pk=row.pk).update(why=TAKEN_BACK, **own)


@transaction.atomic
def forget_margin_again(what: str, row_id: int, mark: str) -> bool:
    """An old backup brought it back: it goes again. False if this is another row."""
    row: Comment | Amendment | None
    if what == "comment":
        row = Comment.objects.filter(pk=row_id, taken_back_at=None).first()
    else:
        row = Amendment.objects.filter(pk=row_id).exclude(why=TAKEN_BACK).first()
    if row is None or _mark(row) != mark:
        return False
    _forget(row)
    return True
