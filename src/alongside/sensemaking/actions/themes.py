"""Everything that changes themes. Only a person places a voice; nothing is deleted, so that every way stays known."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.kit.text import clean_line, clean_words
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions import must_host
from alongside.projects.models import Project
from alongside.projects.rules import may_host
from alongside.sensemaking.models import Landscape, Placement, Theme, ThemeOrigin, UseCheck
from alongside.voices.models import Voice

MOST_PARTS = 12


def _title(text: str) -> str:
    title = clean_line(text)
    if not title:
        raise ValueError(_("Give the theme a name."))
    if len(title) > 200:
        raise ValueError(_("This name is too long. Use 200 characters or fewer."))
    return title


def _live(themes: Iterable[Theme]) -> list[Theme]:
    """The themes' rows, locked in one order, so that placing and joining never cross. None of them has ended."""
    ids = sorted({theme.pk for theme in themes})
    rows = list(Theme.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    if any(row.ended_at is not None for row in rows):
        raise ValueError(_("This theme was joined or split. Look at what it became."))
    return rows


@transaction.atomic
def make_theme(project: Project, *, by: Person, title: str, about: str = "") -> Theme:
    """Start an empty theme."""
    must_host(by, project)
    theme = Theme.objects.create(project=project, title=_title(title), about=clean_words(about), made_by=by)
    note_step("theme.made", subject=theme, project_id=project.pk, actor=by)
    return theme


@transaction.atomic
def make_theme_of(project: Project, voices: Iterable[Voice], *, by: Person, title: str, about: str = "") -> Theme:
    """Start a theme with these voices in it: both, or neither."""
    theme = make_theme(project, by=by, title=title, about=about)
    place_voices(voices, theme, by=by)
    return theme


@transaction.atomic
def edit_theme(theme: Theme, *, by: Person, title: str, about: str) -> Theme:
    """Say better what a live theme is called and about. The voices in it stay as they are."""
    must_host(by, theme.project)
    _live([theme])
    theme.title, theme.about = _title(title), clean_words(about)
    theme.save(update_fields=["title", "about"])
    note_step("theme.edited", subject=theme, project_id=theme.project_id, actor=by)
    return theme


@transaction.atomic
def place_voice(voice: Voice, theme: Theme, *, by: Person) -> Placement:
    """Put a voice in a theme. It may sit in several; placing it twice in one is once."""
    place_voices([voice], theme, by=by)
    return Placement.objects.get(voice=voice, theme=theme, ended_at__isnull=True)


@transaction.atomic
def place_voices(voices: Iterable[Voice], theme: Theme, *, by: Person) -> int:
    """Put all these voices in the theme, or none. Answers how many were not in it before."""
    must_host(by, theme.project)
    wanted = {voice.pk: voice for voice in voices}
    if any(voice.project_id != theme.project_id for voice in wanted.values()):
        raise ValueError(_("One of these voices belongs to another project. Nothing was put in."))
    if any(voice.taken_back_at is not None for voice in wanted.values()):
        raise ValueError(_("One of these voices was taken back. Nothing was put in."))
    _live([theme])
    there = Placement.objects.filter(theme=theme, voice_id__in=wanted, ended_at__isnull=True)
    new = [wanted[pk] for pk in sorted(wanted.keys() - set(there.values_list("voice_id", flat=True)))]
    Placement.objects.bulk_create(Placement(voice=voice, theme=theme, placed_by=by) for voice in new)
    for voice in new:
        note_step("voice.placed", subject=voice, project_id=theme.project_id, actor=by, theme_id=theme.pk)
    return len(new)


@transaction.atomic
def take_out(voice: Voice, theme: Theme, *, by: Person) -> None:
    """Take a voice out of a theme. If it is in no other, it is loose again, in sight. Doing it twice is once."""
    must_host(by, theme.project)
    _live([theme])
    inside = Placement.objects.filter(voice=voice, theme=theme, ended_at__isnull=True)
    if inside.update(ended_at=timezone.now()):
        note_step("voice.taken_out", subject=voice, project_id=theme.project_id, actor=by, theme_id=theme.pk)


@transaction.atomic
def move_voice(voice: Voice, old: Theme, new: Theme, *, by: Person) -> None:
    """Take a voice out of one theme and put it in another: both, or neither."""
    place_voice(voice, new, by=by)
    if old.pk != new.pk:
        take_out(voice, old, by=by)


def _moment_of_ending(themes: list[Theme]) -> datetime:
    # A theme's standing placements ended at the theme's own moment: no earlier taking-out may share it.
    latest = Placement.objects.filter(theme__in=themes).aggregate(latest=Max("ended_at"))["latest"]
    now = timezone.now()
    return max(now, latest + timedelta(microseconds=1)) if latest else now


def _end(themes: list[Theme], at: datetime) -> list[Placement]:
    """End themes and what is in them; answers the placements that were live, oldest first."""
    live = list(Placement.objects.filter(theme__in=themes, ended_at__isnull=True).order_by("pk"))
    Placement.objects.filter(theme__in=themes, ended_at__isnull=True).update(ended_at=at)
    Theme.objects.filter(pk__in=[theme.pk for theme in themes]).update(ended_at=at)
    return live


def _carry(placements: Iterable[Placement], theme: Theme, at: datetime) -> None:
    """Carry each voice on into the theme, once; who placed it and when go with it."""
    once: dict[int, Placement] = {}
    for old in placements:
        once.setdefault(old.voice_id, old)
    Placement.objects.bulk_create(
        Placement(voice_id=pk, theme=theme, placed_by_id=old.placed_by_id, placed_at=at, carried_from=old)
        for pk, old in once.items()
    )


@transaction.atomic
def merge_themes(themes: Iterable[Theme], *, by: Person, title: str, about: str = "") -> Theme:
    """Join two or more live themes of one project into a new one that holds all their voices, each once.

    The old themes end and stay readable. To undo: split the new one.
    """
    rows = _live(themes)
    if len(rows) < 2:
        raise ValueError(_("Choose two or more themes to join."))
    if len({row.project_id for row in rows}) > 1:
        raise ValueError(_("These themes belong to different projects."))
    must_host(by, rows[0].project)
    at = _moment_of_ending(rows)
    live = _end(rows, at)
    new = Theme.objects.create(
        project=rows[0].project, title=_title(title), about=clean_words(about), made_by=by, made_at=at
    )
    ThemeOrigin.objects.bulk_create(
        ThemeOrigin(theme=new, origin=row, kind=ThemeOrigin.Kind.MERGE, by=by, at=at) for row in rows
    )
    _carry(live, new, at)
    origins = [row.pk for row in rows]
    note_step("theme.merged", subject=new, project_id=new.project_id, actor=by, from_ids=origins)
    return new


def _parts(parts: list[tuple[str, list[int]]], inside: set[int]) -> list[tuple[str, set[int]]]:
    named = [(_title(title), set(ids)) for title, ids in parts]
    if not 2 <= len(named) <= MOST_PARTS:
        raise ValueError(_("Name at least two parts, and at most %(most)s.") % {"most": MOST_PARTS})
    chosen = set().union(*(ids for _title_, ids in named))
    if chosen - inside:
        raise ValueError(_("One of these voices is not in this theme any more. Nothing was split."))
    named[0][1].update(inside - chosen)
    return named


@transaction.atomic
def split_theme(theme: Theme, parts: list[tuple[str, list[int]]], *, by: Person) -> list[Theme]:
    """Split a live theme into parts (title, voice ids). A voice may go to several; one given to none goes to the first.

    The old theme ends and stays readable. To undo: merge the parts.
    """
    must_host(by, theme.project)
    rows = _live([theme])
    at = _moment_of_ending(rows)
    live = _end(rows, at)
    wanted = _parts(parts, {placement.voice_id for placement in live})
    made = []
    for title, ids in wanted:
        new = Theme.objects.create(project=theme.project, title=title, about="", made_by=by, made_at=at)
        ThemeOrigin.objects.create(theme=new, origin=theme, kind=ThemeOrigin.Kind.SPLIT, by=by, at=at)
        _carry([old for old in live if old.voice_id in ids], new, at)
        made.append(new)
    theme.ended_at = at
    note_step("theme.split", subject=theme, project_id=theme.project_id, actor=by, into_ids=[new.pk for new in made])
    return made


@transaction.atomic
def ask_check(theme: Theme, *, by: Person, voices: Iterable[Voice] | None = None) -> list[UseCheck]:
    """Ask the people of these voices (None: of all in the theme): is this how you meant it? Nobody is asked twice."""
    must_host(by, theme.project)
    _live([theme])
    inside = Placement.objects.filter(
        theme=theme, ended_at__isnull=True, voice__person__isnull=False, voice__taken_back_at__isnull=True
    )
    if voices is not None:
        inside = inside.filter(voice_id__in=[voice.pk for voice in voices])
    asked = UseCheck.objects.filter(theme=theme).values("voice_id")
    ids = inside.exclude(voice_id__in=asked).order_by("voice_id").values_list("voice_id", flat=True)
    now = timezone.now()
    new = UseCheck.objects.bulk_create(
        [UseCheck(voice_id=pk, theme=theme, asked_by=by, asked_at=now) for pk in ids.distinct()]
    )
    if new:
        note_step("check.asked", subject=theme, project_id=theme.project_id, actor=by, count=len(new))
    return new


def _speaker_of(voice: Voice, by: Person) -> None:
    if voice.person_id is None or voice.person_id != by.pk:
        raise PermissionDenied
    if voice.taken_back_at is not None:
        raise ValueError(_("You took these words back."))


@transaction.atomic
def answer_check(check: UseCheck, *, by: Person, verdict: str, words: str = "") -> UseCheck:
    """The person's own answer, given once. A "no" is a dispute, with the words they add."""
    _speaker_of(check.voice, by)
    if verdict not in UseCheck.Verdict.values:
        raise ValueError(_("Choose yes or no."))
    said = clean_words(words) if verdict == UseCheck.Verdict.DISPUTED else ""
    fresh = UseCheck.objects.filter(pk=check.pk, verdict="")
    if not fresh.update(verdict=verdict, words=said, said_at=timezone.now()):
        raise ValueError(_("You have answered this already."))
    check.refresh_from_db()
    _note_check("check.answered", check, by, verdict=verdict)
    if check.is_open_dispute:
        _note_check("dispute.raised", check, by)
    return check


def _note_check(verb: str, check: UseCheck, by: Person, **facts: str) -> None:
    project_id = check.theme.project_id
    note_step(
        verb, subject=check, project_id=project_id, actor=by, voice_id=check.voice_id, theme_id=check.theme_id, **facts
    )


@transaction.atomic
def raise_dispute(voice: Voice, theme: Theme, *, by: Person, words: str) -> UseCheck:
    """The person says, unasked: this is not what I meant. It stays with the theme until they settle it.

    A host writes it down for somebody who said so in the room, by phone or on paper; it is kept who typed it.
    """
    is_typed_for = voice.person_id is not None and voice.person_id != by.pk and may_host(by, voice.project)
    if not is_typed_for:
        _speaker_of(voice, by)
    elif voice.taken_back_at is not None:
        raise ValueError(_("These words were taken back."))
    if not Placement.objects.filter(voice=voice, theme=theme).exists():
        raise ValueError(_("These words are not in this theme."))
    said = clean_words(words)
    if not said:
        raise ValueError(_("Say in your own words what is not right."))
    check, _is_new = UseCheck.objects.select_for_update().get_or_create(
        voice=voice, theme=theme, settled_at__isnull=True
    )
    if check.is_open_dispute:
        raise ValueError(_("You have said so already. It stays here until you settle it."))
    check.verdict, check.words, check.said_at = UseCheck.Verdict.DISPUTED.value, said, timezone.now()
    check.typed_by = by if is_typed_for else None
    check.save(update_fields=["verdict", "words", "said_at", "typed_by"])
    _note_check("dispute.raised", check, by)
    return check


@transaction.atomic
def reply_to_dispute(dispute: UseCheck, *, by: Person, words: str) -> None:
    """A host's reply. A second one is added below the first; only the person can settle."""
    must_host(by, dispute.theme.project)
    said = clean_words(words)
    if not said:
        raise ValueError(_("Write your reply."))
    row = UseCheck.objects.select_for_update().get(pk=dispute.pk)
    if not row.is_open_dispute:
        raise ValueError(_("This was settled."))
    reply = f"{row.reply}\n\n{said}" if row.reply else said
    UseCheck.objects.filter(pk=row.pk).update(reply=reply, reply_by=by, replied_at=timezone.now())
    dispute.refresh_from_db()
    _note_check("dispute.replied", dispute, by)


@transaction.atomic
def settle_dispute(dispute: UseCheck, *, by: Person) -> None:
    """The person who disputed says that it is settled. Nobody else can. The dispute stays in the theme's history."""
    if dispute.voice.person_id is None or dispute.voice.person_id != by.pk:
        raise PermissionDenied
    still = UseCheck.objects.filter(pk=dispute.pk, verdict=UseCheck.Verdict.DISPUTED, settled_at__isnull=True)
    if still.update(settled_at=timezone.now()):
        _note_check("dispute.settled", dispute, by)
    dispute.refresh_from_db()


def _without(text: str, words: str, most: int | None = None) -> str:
    mark = _("[words taken back]")
    return text.replace(words, mark)[:most]


@transaction.atomic
def forget_words(voice: Voice, words: str) -> None:
    """Words were taken back: remove what their person added in checks, and copies of that."""
    mine = UseCheck.objects.filter(voice=voice)
    added = list(mine.exclude(words="").values_list("words", flat=True))
    mine.update(words="")
    for text in added:
        forget_copies(voice, text)


@transaction.atomic
def forget_copies(voice: Voice, text: str) -> None:
    """Remove every verbatim copy of these words in this room.

    One or two words ("Damp homes") are anybody's; only a phrase of three or more counts as a copy.
    """
    if len(text.split()) <= 2:
        return
    for theme in Theme.objects.filter(Q(title__contains=text) | Q(about__contains=text), project=voice.project_id):
        title, about = _without(theme.title, text, 200), _without(theme.about, text)
        Theme.objects.filter(pk=theme.pk).update(title=title, about=about)
    held = UseCheck.objects.filter(Q(words__contains=text) | Q(reply__contains=text), theme__project=voice.project_id)
    for check in held:
        said, reply = _without(check.words, text), _without(check.reply, text)
        UseCheck.objects.filter(pk=check.pk).update(words=said, reply=reply)


@transaction.atomic
def keep_landscape(project: Project, *, by: Person | None, with_flagged: bool, **found: Any) -> Landscape:
    """Keep what was worked out. `by` None: for the page itself, in place of what it kept earlier on the same day."""
    on = timezone.localdate(found["made_at"])
    if by is None:
        own = Landscape.objects.filter(is_kept=False)
        return own.update_or_create(project=project, with_flagged=with_flagged, on=on, defaults=found)[0]
    must_host(by, project)
    kept = Landscape.objects.create(project=project, with_flagged=with_flagged, on=on, is_kept=True, **found)
    note_step("landscape.made", subject=kept, project_id=project.pk, actor=by, count=kept.people)
    return kept
