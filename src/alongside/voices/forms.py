"""What people type into this room. Every choice is labelled with what it will look like."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.gatherings.models import Gathering
from alongside.gatherings.queries import past_gatherings
from alongside.kit.forms import KeyedForm, LineField, WordsField
from alongside.kit.text import clean_line, number_in
from alongside.people.models import Naming, Person
from alongside.projects.models import Membership, Project, Side
from alongside.voices.models import Output, Voice
from alongside.voices.queries import members_named
from alongside.voices.rules import unnamed
from alongside.voices.words import MOST_CHARACTERS

MOST_LINES = 200
NOBODY, SOMEBODY_NEW = "none", "new"


def _been(project: Project) -> QuerySet[Gathering]:
    """Where words may have been said: gatherings that have been, the last one first."""
    return past_gatherings(project, timezone.localdate()).reverse()


def shown_as(person: Person, naming: str, side: str) -> str:
    """What is printed beside the words under this naming."""
    return person.named(naming) or unnamed(side)


def naming_choices(person: Person | None, membership: Membership | None, empty: str) -> list[tuple[str, str]]:
    """Every way to be named, each with the name it gives; first the empty choice."""
    rows = [("", empty)]
    side = membership.side if membership else ""
    for value, label in Naming.choices:
        shows = f"{label}: {shown_as(person, value, side)}" if person and value != Naming.DO_NOT_QUOTE else str(label)
        rows.append((value, shows))
    return rows


class FindForm(forms.Form):
    """Search and filters of the list of voices. Anything that makes no sense is left out, not an error."""

    q = LineField(label=gettext_lazy("Words to look for"), max_length=100, required=False)
    gathering = forms.ModelChoiceField(
        Gathering.objects.none(),
        label=gettext_lazy("Gathering"),
        required=False,
        empty_label=gettext_lazy("Any gathering"),
    )
    side = forms.ChoiceField(label=gettext_lazy("Side"), required=False)

    def __init__(self, project: Project, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gathering"].queryset = Gathering.objects.filter(project=project).order_by("-on", "-id")  # type: ignore[attr-defined]
        self.fields["side"].choices = [  # type: ignore[attr-defined]
            ("", _("Both sides")),
            *((side, project.side_name(side)) for side in Side.values),
        ]

    def wanted(self) -> dict[str, Any]:
        """Arguments for `queries.voices_found`."""
        self.is_valid()
        gathering = self.cleaned_data.get("gathering")
        return {
            "words": self.cleaned_data.get("q", ""),
            "gathering": gathering.pk if gathering else None,
            "side": self.cleaned_data.get("side", ""),
        }


class SayForm(KeyedForm):
    """A member says something."""

    words = WordsField(
        label=gettext_lazy("Your words"),
        max_length=MOST_CHARACTERS,
        rows=7,
        error_messages={"required": gettext_lazy("Write what you want to say.")},
    )
    gathering = forms.ModelChoiceField(
        Gathering.objects.none(),
        label=gettext_lazy("Was this at a gathering?"),
        required=False,
        empty_label=gettext_lazy("No, just now"),
    )
    naming = forms.ChoiceField(label=gettext_lazy("How should we name you beside these words?"), required=False)

    def __init__(self, project: Project, membership: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gathering"].queryset = _been(project)  # type: ignore[attr-defined]
        now = shown_as(membership.person, membership.naming, membership.side)
        if membership.naming == Naming.DO_NOT_QUOTE:
            now = str(Naming.DO_NOT_QUOTE.label)
        self.fields["naming"].choices = naming_choices(  # type: ignore[attr-defined]
            membership.person, membership, _("As in this project: %(name)s") % {"name": now}
        )


class SpeakerForm(KeyedForm):
    """Whose words a host types in, how they came, and how the person wants to be named."""

    gathering = forms.ModelChoiceField(
        Gathering.objects.none(),
        label=gettext_lazy("Gathering"),
        required=False,
        empty_label=gettext_lazy("Not at a gathering"),
    )
    source = forms.ChoiceField(
        label=gettext_lazy("How did the words come?"),
        choices=[(Voice.Source.LIVE, Voice.Source.LIVE.label), (Voice.Source.PAPER, Voice.Source.PAPER.label)],
        widget=forms.RadioSelect,
        initial=Voice.Source.LIVE,
    )
    find = LineField(label=gettext_lazy("Find a person by nickname"), max_length=80, required=False)
    who = forms.CharField(
        label=gettext_lazy("Who said it?"),
        widget=forms.RadioSelect,
        max_length=20,
        initial=NOBODY,
        error_messages={"required": gettext_lazy("Choose who said it.")},
    )
    new_nickname = LineField(label=gettext_lazy("Nickname of someone new"), max_length=80, required=False)
    naming = forms.ChoiceField(label=gettext_lazy("How do they want to be named?"), required=False)

    def __init__(self, project: Project, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        self.fields["gathering"].queryset = _been(project)  # type: ignore[attr-defined]
        self.fields["naming"].choices = naming_choices(None, None, _("As they chose in this project"))  # type: ignore[attr-defined]
        self.fields["who"].widget.choices = self._people()

    def _people(self) -> list[tuple[str, str]]:
        found = members_named(self.project, clean_line(str(self["find"].value() or ""))[:80])
        rows = {str(row.person_id): self._label(row) for row in found}
        chosen = self._member(str(self["who"].value() or ""))
        if chosen:
            rows = {str(chosen.person_id): self._label(chosen), **rows}
        return [(NOBODY, _("Someone who wants no name")), (SOMEBODY_NEW, _("Someone new here")), *rows.items()]

    def _label(self, row: Membership) -> str:
        return f"{row.person.nickname} ({self.project.side_name(row.side)})"

    def _member(self, who: str) -> Membership | None:
        rows = Membership.objects.filter(project=self.project, person_id=number_in(who), left_at__isnull=True)
        return rows.select_related("person").first()

    def clean(self) -> dict[str, Any]:
        """Adds `person`: a member of this project, or None. `who` says which of the three it is."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        who = cleaned.get("who")
        if who == SOMEBODY_NEW and not cleaned.get("new_nickname"):
            self.add_error("new_nickname", _("Write the nickname they want."))
        member = self._member(who or "")
        if who and who not in {NOBODY, SOMEBODY_NEW} and member is None:
            self.add_error("who", _("This person is not in the project. Choose someone else."))
        cleaned["person"] = member.person if member else None
        return cleaned


class RecordForm(SpeakerForm):
    """One voice, typed in by a host."""

    words = WordsField(
        label=gettext_lazy("Their words, as they said them"),
        max_length=MOST_CHARACTERS,
        rows=6,
        error_messages={"required": gettext_lazy("Write what was said.")},
    )


class BatchForm(SpeakerForm):
    """Many voices at once, one after the other."""

    text = WordsField(
        label=gettext_lazy("All the voices"),
        max_length=200_000,
        rows=14,
        error_messages={"required": gettext_lazy("Type or paste what was said.")},
    )
    split = forms.ChoiceField(
        label=gettext_lazy("Where does a new voice begin?"),
        choices=[("line", gettext_lazy("On each line")), ("gap", gettext_lazy("After an empty line"))],
        widget=forms.RadioSelect,
        initial="line",
    )

    def clean(self) -> dict[str, Any]:
        """Adds `voices`: the separate texts."""
        cleaned = super().clean()
        voices = split_voices(cleaned.get("text", ""), cleaned.get("split", "line"))
        if len(voices) > MOST_LINES:
            self.add_error("text", _("At most %(most)s voices at a time.") % {"most": MOST_LINES})
        for number, words in enumerate(voices, start=1):
            if len(words) > MOST_CHARACTERS:
                self.add_error("text", _("Voice %(number)s is too long. Split it in two.") % {"number": number})
        cleaned["voices"] = voices
        return cleaned


def split_voices(text: str, split: str) -> list[str]:
    """Separate voices: one per line, or blocks with an empty line between them. Empty ones are left out."""
    lines = text.split("\n")
    if split == "gap":
        blocks: list[list[str]] = [[]]
        for line in lines:
            if line.strip():
                blocks[-1].append(line)
            elif blocks[-1]:
                blocks.append([])
        lines = ["\n".join(block) for block in blocks]
    return [line.strip() for line in lines if line.strip()]


class RetypeForm(KeyedForm):
    words = WordsField(
        label=gettext_lazy("What they said"),
        max_length=MOST_CHARACTERS,
        rows=6,
        error_messages={"required": gettext_lazy("Write what was said.")},
    )


class NamingForm(forms.Form):
    """How the person is named beside one voice, and where that differs."""

    naming = forms.ChoiceField(label=gettext_lazy("Beside these words"), required=False, widget=forms.RadioSelect)

    def __init__(self, voice: Voice, membership: Membership | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = voice.person
        self.fields["naming"].choices = naming_choices(person, membership, _("As in this project"))  # type: ignore[attr-defined]
        same = naming_choices(person, membership, _("The same as beside these words"))
        for value, label in Output.choices:
            self.fields[value] = forms.ChoiceField(label=label, choices=same, required=False)

    def outputs(self) -> dict[str, str]:
        return {value: self.cleaned_data[value] for value in Output.values}


class TakeBackForm(forms.Form):
    """A host takes words back because the person asked."""

    how = forms.ChoiceField(
        label=gettext_lazy("How did the person ask you?"),
        choices=[(row.value, row.label) for row in Voice.Asked if row != Voice.Asked.SLIP],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how the person asked you.")},
    )


class StanceForm(forms.Form):
    value = forms.TypedChoiceField(choices=[(1, ""), (-1, ""), (0, "")], coerce=int)
