"""What each permission means, in the words that people read before they answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from alongside.ethics.models import Kind

Words = str | Lazy


@dataclass(frozen=True)
class About:
    """One kind: what a yes means, what a no means, what data it is about, and whether that is special in law."""

    yes: Words
    no: Words
    data: Words
    special: bool = False


ABOUT: dict[str, About] = {
    Kind.JOIN.value: About(
        _("You take part in this project."), _("Your place in this project ends."), _("your name here and your side")
    ),
    Kind.EMAIL.value: About(
        _("We write to you by email about this project."), _("You get no email from this project."), _("your email")
    ),
    Kind.PHONE.value: About(
        _("A host may ring you or text you."), _("No host rings or texts you."), _("your phone number, kept by a host")
    ),
    Kind.POST.value: About(
        _("We send letters to you, or a host hands them to you."), _("You get no letters."), _("your postal address")
    ),
    Kind.NOTES.value: About(
        _("We keep what you say in this project, in your own words."),
        _("All you said in this project is removed everywhere. This cannot be undone."),
        _("your words"),
        special=True,
    ),
    Kind.QUOTE.value: About(
        _("Others may read your words on the project's pages and in the draft."),
        _("Only you and the hosts can read your words. They still count."),
        _("your words"),
        special=True,
    ),
    Kind.NAME.value: About(
        _("The name you chose stands beside your words."), _("No name stands beside your words."), _("your name")
    ),
    Kind.PUBLISH.value: About(
        _("Your words may go into reports and into files that others can take with them."),
        _("Your words go into no report and no file."),
        _("your words"),
        special=True,
    ),
    Kind.PHOTO_OF_ME.value: About(
        _("Photos with you in them may be taken and shown."),
        _("Nobody takes or shows photos of you."),
        _("photos of you"),
        special=True,
    ),
    Kind.MY_PHOTO.value: About(
        _("Photos you took may be shown."), _("Photos you took are not shown."), _("photos you took")
    ),
    Kind.RECORDING.value: About(
        _("You may be recorded, in sound or on film."), _("You are not recorded."), _("recordings"), special=True
    ),
    Kind.EQUALITY.value: About(
        _("We may ask you equality questions. Your answers are never tied to you."),
        _("We do not ask you."),
        _("answers that are not tied to you"),
        special=True,
    ),
    Kind.SHARE.value: About(
        _("What you gave may be shared with the partner named here."),
        _("Nothing is shared with that partner."),
        _("your words"),
        special=True,
    ),
    Kind.LATER.value: About(
        _("We may keep what you gave for a later project, and ask you first."),
        _("It is used in this project only."),
        _("your words"),
        special=True,
    ),
}

# Where words can appear (voices.Output), and all that must be allowed for it. Anything else is never allowed.
NEEDED: dict[str, tuple[str, ...]] = {
    "pages": (Kind.QUOTE.value,),
    "draft": (Kind.QUOTE.value,),
    "report": (Kind.QUOTE.value, Kind.PUBLISH.value),
}
# What somebody allows by saying something on a page that says so; see the text on that page.
BY_SAYING = (Kind.NOTES.value, Kind.QUOTE.value, Kind.NAME.value, Kind.PUBLISH.value)
# Taking these back takes copies of words away as well.
OF_WORDS = frozenset({Kind.NOTES.value, Kind.QUOTE.value, Kind.PUBLISH.value})


def closes(kinds: Iterable[str], output: str = "") -> frozenset[str]:
    """Where words are not shown any more after a no to these: everywhere they are needed, or in this output alone."""
    said = set(kinds)
    return frozenset(where for where, needed in NEEDED.items() if said & set(needed) and output in {"", where})


def copies_go_from(kinds: Iterable[str], output: str = "") -> frozenset[str]:
    """Where copies of the words go after it. Reports and files tell the pages and the draft whole: then from both."""
    closed = closes(kinds, output)
    return frozenset(NEEDED) if "report" in closed else closed


# The same for young people: short, and to them.
EASY: dict[str, tuple[Words, Words]] = {
    Kind.JOIN.value: (_("You are part of this."), _("You stop being part of this. That is all right.")),
    Kind.EMAIL.value: (_("We send you emails about this."), _("We send you no emails.")),
    Kind.PHONE.value: (_("We may ring you or text you."), _("We do not ring you or text you.")),
    Kind.POST.value: (_("We send you letters."), _("We send you no letters.")),
    Kind.NOTES.value: (
        _("We keep what you say, just as you said it."),
        _("We remove all you said. It is gone for good."),
    ),
    Kind.QUOTE.value: (_("Other people may read what you said."), _("Only you and the hosts read what you said.")),
    Kind.NAME.value: (_("The name you chose is next to what you said."), _("No name is next to what you said.")),
    Kind.PUBLISH.value: (_("What you said may be in a report."), _("What you said is in no report.")),
    Kind.PHOTO_OF_ME.value: (
        _("We may take photos with you in them, and show them."),
        _("Nobody takes photos of you."),
    ),
    Kind.MY_PHOTO.value: (_("We may show photos you took."), _("We do not show photos you took.")),
    Kind.RECORDING.value: (_("We may record your voice, or film you."), _("We do not record or film you.")),
    Kind.EQUALITY.value: (_("We may ask you about yourself. Nobody knows it was you."), _("We do not ask you.")),
    Kind.SHARE.value: (_("We may tell a partner we name what you said."), _("We tell no partner.")),
    Kind.LATER.value: (_("We may keep it for later, and ask you first."), _("We use it only for this.")),
}


def words_of(kind: str, *, easy: bool = False) -> tuple[str, str]:
    """What a yes means and what a no means."""
    yes, no = EASY[kind] if easy else (ABOUT[kind].yes, ABOUT[kind].no)
    return str(yes), str(no)
