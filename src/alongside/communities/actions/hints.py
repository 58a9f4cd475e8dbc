"""Who is not here yet: a member says it; hosts put it on the map, or answer with a reason."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.communities.actions.mapping import must_map, words_of
from alongside.communities.actions.own_words import empty_copies
from alongside.communities.models import Hint
from alongside.communities.rules import may_hint
from alongside.kit.codes import keyed_hash
from alongside.kit.durability import forget_now
from alongside.kit.text import clean_line
from alongside.ledger.actions import note_erasure, note_step
from alongside.people.models import Person
from alongside.projects.models import Project

MOST_OPEN = 20


@transaction.atomic
def hint(project: Project, *, by: Person, words: str, why: str = "", idea: str = "", submit_key: str = "") -> Hint:
    """Say who is not here yet. Only hosts read it. The same form sent twice counts once."""
    if not may_hint(by, project):
        raise PermissionDenied
    words = clean_line(words)[:300]
    if not words:
        raise ValueError(_("Say who is not here yet."))
    if Hint.objects.filter(project=project, person=by, outcome="").count() >= MOST_OPEN:
        raise ValueError(_("You have told us of many. Wait for answers first, or talk to a host."))
    try:
        with transaction.atomic():
            row = Hint.objects.create(
                project=project,
                person=by,
                words=words,
                why=words_of(why),
                idea=words_of(idea),
                submit_key=submit_key[:64] or None,
            )
    except IntegrityError:
        twin = Hint.objects.filter(submit_key=submit_key[:64], project=project, person=by).first()
        if twin is None:
            raise ValueError(_("Please open the page again and send it once more.")) from None
        return twin
    note_step("community_hint.given", subject=row, project_id=project.pk, actor=None)
    return row


@transaction.atomic
def answer_hint(row: Hint, *, by: Person, reason: str) -> None:
    """Not put on the map, and why. Whoever said it reads the reason."""
    must_map(by, row.project)
    reason = words_of(reason, _("Say why. Whoever told you reads this."))
    found = Hint.objects.filter(pk=row.pk, outcome="")
    if not found.update(outcome=Hint.Outcome.ANSWERED, reason=reason, ended_at=timezone.now()):
        raise ValueError(_("This was answered already."))
    note_step("community_hint.answered", subject=row, project_id=row.project_id, actor=by)


@transaction.atomic
def take_back_hint(row: Hint, *, by: Person) -> None:
    """The person's words go, also after they were answered, and also from the map where hosts copied them."""
    if row.person_id != by.pk:
        raise PermissionDenied
    _empty(row)


def _mark(row: Hint) -> str:
    return keyed_hash("erased", f"hint:{row.pk}:{row.made_at.isoformat()}")


def _empty(row: Hint) -> None:
    gone = {"words": "", "why": "", "idea": "", "reason": "", "outcome": Hint.Outcome.TAKEN_BACK}
    empty_copies(Hint.objects.select_for_update().get(pk=row.pk))
    Hint.objects.filter(pk=row.pk).update(ended_at=timezone.now(), **gone)
    note_erasure("hint", row.pk, _mark(row))
    transaction.on_commit(forget_now)


@transaction.atomic
def forget_hints(project: Project, person: Person) -> int:
    """The person asked that nothing of theirs is kept here; `ethics` asked who may. Answers how many."""
    found = list(Hint.objects.filter(project=project, person=person).exclude(outcome=Hint.Outcome.TAKEN_BACK))
    for row in found:
        _empty(row)
    return len(found)


@transaction.atomic
def forget_hint_again(hint_id: int, mark: str) -> bool:
    """An old backup brought it back: its words go again. False if this is another one."""
    row = Hint.objects.filter(pk=hint_id).exclude(outcome=Hint.Outcome.TAKEN_BACK).first()
    if row is None or _mark(row) != mark:
        return False
    _empty(row)
    return True
