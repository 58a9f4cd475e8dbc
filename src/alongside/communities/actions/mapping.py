"""What hosts write onto the map: communities, how far they are with us, what was tried, and what is next."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.communities.actions.own_words import must_be_own_words
from alongside.communities.models import HERE, Community, Hint, HowFar, Kind, ShownTo, Try
from alongside.communities.queries.mapped import hosts_of
from alongside.communities.rules import may_map
from alongside.communities.words import MOST_COMMUNITIES
from alongside.kit.text import clean_line, clean_words
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.models import Project

LONGEST = 2000


def must_map(by: Person | None, project: Project) -> None:
    """PermissionDenied for everyone but hosts, and once the project has ended."""
    if not may_map(by, project):
        raise PermissionDenied


def words_of(text: str, missing: str = "") -> str:
    """Cleaned; ValueError with `missing` when there are none and some are needed."""
    words = clean_words(text)[:LONGEST]
    if missing and not words:
        raise ValueError(missing)
    return words


def _about(*, name: str, kind: str, why: str, shown_to: str, size: str = "", reach: str = "") -> dict[str, Any]:
    about = {"name": clean_line(name)[:120], "kind": kind, "why": words_of(why, _("Say why they matter here."))}
    if not about["name"]:
        raise ValueError(_("Give the community a name."))
    if kind not in Kind.values or shown_to not in ShownTo.values:
        raise ValueError(_("Choose one of the list."))
    return about | {"shown_to": shown_to, "size": clean_line(size)[:80], "reach": words_of(reach)}


def _must_be_safe(row: Community) -> None:
    """That people with an experience are here may point at some: everyone may know it only when they said so."""
    everyone = row.shown_to == ShownTo.EVERYONE and row.kind == Kind.EXPERIENCE
    if everyone and row.how_far in HERE and not row.said_yes:
        raise ValueError(
            _("This could point at somebody. Ask people of this community first, or show it to fewer people.")
        )


@transaction.atomic
def add_community(
    project: Project,
    *,
    by: Person,
    how_far: str = HowFar.NOT_ASKED.value,
    said_yes: bool = False,
    hint: Hint | None = None,
    **about: Any,
) -> Community:
    """Put a community on the map. `about`: name, kind, why, shown_to, size, reach. Its hint is answered.

    ValueError where `about` has the words of the hint in it: they must stay with who can take them back.
    """
    must_map(by, project)
    must_be_own_words(about, [hint] if hint else [])
    if how_far not in HowFar.values:
        raise ValueError(_("Choose one of the list."))
    Project.objects.select_for_update().get(pk=project.pk)
    if Community.objects.filter(project=project, ended_at=None).count() >= MOST_COMMUNITIES:
        raise ValueError(_("There are sixty communities on the map. Take one off first."))
    row = Community(project=project, how_far=how_far, said_yes=said_yes, made_by=by, **_about(**about))
    _must_be_safe(row)
    _keep(row)
    note_step("community.added", subject=row, project_id=project.pk, actor=by)
    if hint is not None and hint.project_id == project.pk:
        Hint.objects.filter(pk=hint.pk, outcome="").update(
            outcome=Hint.Outcome.ADDED, community=row, ended_at=timezone.now()
        )
    return row


def _keep(row: Community) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise ValueError(_("A community with this name is on the map already.")) from None


def locked(community: Community) -> Community:
    """The row as it is now, for changing. ValueError once it is off the map."""
    row = Community.objects.select_for_update(of=("self",)).select_related("project").get(pk=community.pk)
    if row.ended_at is not None:
        raise ValueError(_("This community is not on the map any more."))
    return row


@transaction.atomic
def edit_community(community: Community, *, by: Person, said_yes: bool = False, **about: Any) -> Community:
    """Other words, another kind, shown to others."""
    must_map(by, community.project)
    row = locked(community)
    must_be_own_words(about, row.hints.all())
    for field, value in _about(**about).items():
        setattr(row, field, value)
    row.said_yes = said_yes
    _must_be_safe(row)
    _keep(row)
    note_step("community.edited", subject=row, project_id=row.project_id, actor=by)
    return row


@transaction.atomic
def note_how_far(community: Community, *, by: Person, how_far: str, words: str = "") -> Community:
    """How far they are with us now. Of a no the reason is written down, and respected."""
    must_map(by, community.project)
    row = locked(community)
    if how_far not in HowFar.values:
        raise ValueError(_("Choose one of the list."))
    must_be_own_words({"how_far_words": words}, row.hints.all())
    missing = _("Write down what they said, so that nobody asks again without knowing it.")
    row.how_far_words = words_of(words, missing if how_far == HowFar.NO else "")
    row.how_far_on = timezone.localdate() if row.how_far != how_far else row.how_far_on
    row.how_far = how_far
    _must_be_safe(row)
    row.save(update_fields=["how_far", "how_far_words", "how_far_on"])
    note_step("community.looked_at", subject=row, project_id=row.project_id, actor=by)
    return row


@transaction.atomic
def note_try(
    community: Community, *, by: Person, on: date, who: str, what: str, came_of_it: str = "", was_next: bool = False
) -> Try:
    """Something that was tried. Whoever was not asked yet is asked now; `was_next`: so what was next is done."""
    must_map(by, community.project)
    row = locked(community)
    if on > timezone.localdate():
        raise ValueError(_("This day has not come yet."))
    if not clean_line(what) or not clean_line(who):
        raise ValueError(_("Say what was tried, and who did it."))
    must_be_own_words({"who": who, "what": what, "came_of_it": came_of_it}, row.hints.all())
    tried = Try.objects.create(
        community=row,
        on=on,
        who=clean_line(who)[:120],
        what=clean_line(what)[:500],
        came_of_it=words_of(came_of_it),
        made_by=by,
    )
    if was_next:
        row.next_words, row.next_owner, row.next_due = "", None, None
    if row.how_far == HowFar.NOT_ASKED:
        row.how_far, row.how_far_on = HowFar.ASKED, on
    row.save(update_fields=["next_words", "next_owner", "next_due", "how_far", "how_far_on"])
    note_step("community.tried", subject=row, project_id=row.project_id, actor=by)
    return tried


@transaction.atomic
def plan_next(community: Community, *, by: Person, words: str, owner: int | None, due: date | None) -> Community:
    """What is next for a community: by whom and until when. No words: nothing is planned."""
    must_map(by, community.project)
    row = locked(community)
    words = clean_line(words)[:300]
    must_be_own_words({"next_words": words}, row.hints.all())
    if words and (owner not in {one.person_id for one in hosts_of(row.project)} or due is None):
        raise ValueError(_("Say which host does it, and until when."))
    row.next_words, row.next_owner_id, row.next_due = (words, owner, due) if words else ("", None, None)
    row.save(update_fields=["next_words", "next_owner", "next_due"])
    note_step("community.planned", subject=row, project_id=row.project_id, actor=by)
    return row
