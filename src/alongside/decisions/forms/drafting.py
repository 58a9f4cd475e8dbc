"""What hosts and members type into the draft."""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.decisions import queries
from alongside.decisions.models import Amendment, Draft, Passage
from alongside.kit.forms import LineField, WordsField
from alongside.kit.text import ids_in
from alongside.projects.models import Project
from alongside.sensemaking.models import Theme
from alongside.voices.queries import voices_of

LONGEST_TEXT = 20_000


class PickedField(forms.Field):
    """Rows picked by id. One that is not among `rows` is a mistake by the field, never silently left out."""

    widget = forms.MultipleHiddenInput

    def __init__(self, rows: "QuerySet[Any]", **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> list[Model]:
        sent = value or []
        ids = ids_in([str(one) for one in sent])
        found = self.rows.in_bulk(ids)
        if len(ids) < len(set(map(str, sent))) or len(found) < len(ids):
            raise forms.ValidationError(_now("Something you ticked is not in this project. It is not ticked any more."))
        return [found[pk] for pk in ids]


class QuotingForm(forms.Form):
    """A form whose `text` may quote voices of the project, but nobody who asked not to be quoted."""

    def __init__(self, project: Project, *args: Any, **kwargs: Any) -> None:
        self.project = project
        super().__init__(*args, **kwargs)

    def is_going_in(self) -> bool:
        """Whether the text is to be kept; where it is not, anything may stand in it."""
        return True

    def clean(self) -> None:
        wrong = queries.not_to_be_quoted(self.project, self.cleaned_data.get("text", "")) if self.is_going_in() else []
        if wrong:
            codes = ", ".join(f"[[voice:{pk}]]" for pk in wrong)
            words = _now("This person asked not to be quoted in the draft. Please take out %(codes)s.")
            self.add_error("text", words % {"codes": codes})


class DraftForm(forms.Form):
    title = LineField(label=_("Name"), help_text=_("Such as: plan, policy, leaflet."))
    about = WordsField(label=_("What it is for"), max_length=2000, rows=3, required=False)


class PassageForm(QuotingForm):
    heading = LineField(label=_("Heading"), required=False)
    text = WordsField(
        label=_("Text"),
        help_text=_("Leave an empty line between paragraphs. *Stars* lean a word, **two stars** make it bold."),
        max_length=LONGEST_TEXT,
        rows=12,
    )
    find_theme = LineField(label=_("Find a theme by name"), required=False, max_length=100)
    find_voice = LineField(label=_("Find a voice by its words"), required=False, max_length=100)

    def __init__(self, project: Project, *args: Any, **kwargs: Any) -> None:
        super().__init__(project, *args, **kwargs)
        self.fields["themes"] = PickedField(Theme.objects.filter(project=project), label=_("Themes"))
        self.fields["voices"] = PickedField(voices_of(project), label=_("Voices"))

    def words(self) -> dict[str, Any]:
        """What the action is given."""
        return {name: self.cleaned_data[name] for name in ("heading", "text", "themes", "voices")}


class WriteForm(PassageForm):
    """A new passage, and after which other one it stands."""

    def __init__(self, project: Project, draft: Draft, *args: Any, **kwargs: Any) -> None:
        super().__init__(project, *args, **kwargs)
        self.places = {str(row.passage_id): row for row in queries.current_versions(draft)}
        choices = [(pk, row.title) for pk, row in self.places.items()]
        self.fields["after"] = forms.ChoiceField(
            label=_("Put it after"), choices=[("", _("At the end")), *choices], required=False
        )

    def words(self) -> dict[str, Any]:
        row = self.places.get(self.cleaned_data["after"])
        return {**super().words(), "after": row.passage if row else None}


class ReviseForm(PassageForm):
    why = LineField(
        label=_("What changed, and why?"), help_text=_("Everyone who reads the draft can see this."), max_length=300
    )
    base_number = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    field_order = ["heading", "text", "why"]

    def words(self) -> dict[str, Any]:
        return {**super().words(), **{name: self.cleaned_data[name] for name in ("why", "base_number")}}


class CommentForm(forms.Form):
    words = WordsField(
        label=_("Your comment"), help_text=_("Everyone who sees the draft can read it."), max_length=3000
    )


class ProposalForm(QuotingForm):
    heading = LineField(label=_("Heading"), required=False)
    text = WordsField(label=_("New text"), max_length=LONGEST_TEXT, rows=12)
    why = WordsField(label=_("Why is this better?"), max_length=2000, rows=3)
    base_number = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, project: Project, passage: Passage, *args: Any, **kwargs: Any) -> None:
        self.passage = passage
        super().__init__(project, *args, **kwargs)

    def clean_base_number(self) -> int:
        number: int = self.cleaned_data["base_number"]
        if not self.passage.versions.filter(number=number).exists():
            raise forms.ValidationError(_now("Please open the passage again and write from there."))
        return number


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Your answer"),
        choices=[(Amendment.Outcome.ACCEPTED, _("Take it in")), (Amendment.Outcome.DECLINED, _("Do not take it in"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    reply = WordsField(
        label=_("The reason"),
        help_text=_("Say it as you would to the person's face. Everyone can read it."),
        max_length=2000,
        rows=4,
    )


class JoiningForm(QuotingForm, AnswerForm):
    """The answer when the passage moved on since: the joined text is looked at before it is taken in."""

    heading = LineField(label=_("Heading"), required=False)
    text = WordsField(label=_("The text, if you take it in"), max_length=LONGEST_TEXT, rows=12)
    base_number = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    field_order = ["outcome", "reply", "heading", "text"]

    def is_going_in(self) -> bool:
        return self.cleaned_data.get("outcome") == Amendment.Outcome.ACCEPTED

    def joined(self) -> dict[str, Any]:
        """What the action takes in."""
        return {name: self.cleaned_data[name] for name in ("heading", "text", "base_number")}
