"""What a decision-maker types: what was decided, and why."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.decisions.forms.drafting import PickedField
from alongside.decisions.models import Decision
from alongside.decisions.queries import decisions_of, undecided_passages
from alongside.decisions.wording import what_is_wrong_with_reason
from alongside.kit.forms import DateField, LineField, WordsField
from alongside.projects.models import Project, Side
from alongside.sensemaking.models import Theme
from alongside.voices.queries import voices_of


class DecisionForm(forms.Form):
    """Everything a decision needs. What it answers is ticked in the page's own lists."""

    title = LineField(label=_("What was decided on"), max_length=300)
    outcome = forms.ChoiceField(label=_("What was decided"), choices=Decision.Outcome.choices, widget=forms.RadioSelect)
    reason = WordsField(
        label=_("Why"),
        help_text=_("Say it as you would to the person's face. Everyone whose words this answers will read it."),
    )
    decided_by = LineField(label=_("Who decided"), help_text=_("A person, a board, a group."))
    side = forms.ChoiceField(label=_("Which side decided"), widget=forms.RadioSelect)
    community_part = forms.ChoiceField(
        label=_("Did community members take part in deciding?"),
        choices=Decision.CommunityPart.choices,
        widget=forms.RadioSelect,
    )
    decided_on = DateField(label=_("When"))
    replaces = forms.ModelChoiceField(
        label=_("Does it replace an earlier decision?"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("No"),
        error_messages={"invalid_choice": _("That decision was replaced already. Choose the one that stands now.")},
    )

    def __init__(self, project: Project, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("decided_on", timezone.localdate())
        super().__init__(*args, **kwargs)
        self.project = project
        sides = [(Side.COMMUNITY.value, project.community_side), (Side.STAFF.value, project.staff_side)]
        self.fields["side"].choices = sides  # type: ignore[attr-defined]
        standing = decisions_of(project).filter(replaced_by__isnull=True)
        self.fields["replaces"].queryset = standing  # type: ignore[attr-defined]
        self.fields["versions"] = PickedField(undecided_passages(project))
        self.fields["themes"] = PickedField(Theme.objects.filter(project=project))
        self.fields["voices"] = PickedField(voices_of(project))

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if wrong := what_is_wrong_with_reason(reason):
            raise forms.ValidationError(wrong)
        return reason

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        picked = [name for name in ("versions", "themes", "voices") if cleaned.get(name)]
        if not picked and not {"versions", "themes", "voices"} & set(self.errors):
            self.add_error("versions", _("Tick what this decision answers: a passage, a theme or a voice."))
        return cleaned
