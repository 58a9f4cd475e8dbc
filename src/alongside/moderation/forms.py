"""The forms about rules for words, what is told about words, setting aside and appeals."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.kit.forms import WordsField
from alongside.moderation.models import Appeal
from alongside.moderation.points import FEWEST_DAYS, LONGEST_LINE, MOST_DAYS, MOST_LINES, MOST_WORDS, SHORTEST_REASON


def _reason(words: str) -> str:
    if len(" ".join(words.split())) < SHORTEST_REASON:
        raise forms.ValidationError(_("Say why, in at least 20 characters. Say it as you would to the person's face."))
    return words


class _OfRules(forms.Form):
    """Asks for one of the rules in force, by its place; `cleaned_data["rule"]` is the rule itself."""

    rule = forms.TypedChoiceField(
        label=later("Which rule do the words break?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": later("Choose a rule.")},
    )

    def __init__(self, *args: Any, lines: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        said = [(place, format_html("<bdi data-said>{}</bdi>", line)) for place, line in enumerate(lines)]
        self.fields["rule"].choices = said  # type: ignore[attr-defined]

    def clean_rule(self) -> str:
        rule: str = self.lines[self.cleaned_data["rule"]]
        return rule


class ReportForm(_OfRules):
    why = WordsField(
        label=later("What is wrong with them?"),
        help_text=later("Only hosts read this, without your name. It is kept locked."),
        max_length=MOST_WORDS,
        rows=3,
        required=False,
    )


class SetAsideForm(_OfRules):
    reason = WordsField(
        label=later("Why"),
        help_text=later("Everybody reads this. Do not say the words again, and name nobody."),
        max_length=MOST_WORDS,
        rows=3,
    )
    is_about_hosts = forms.TypedChoiceField(
        label=later("Are the words about you or another host?"),
        choices=[("no", later("No")), ("yes", later("Yes: a host of the other side must agree"))],
        coerce=lambda sent: sent == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": later("Choose yes or no.")},
    )

    def clean_reason(self) -> str:
        return _reason(self.cleaned_data["reason"])


class LeaveForm(forms.Form):
    reply = WordsField(
        label=later("Why the words stay"),
        help_text=later("Those who told you about them read this."),
        max_length=MOST_WORDS,
        rows=3,
    )

    def clean_reply(self) -> str:
        return _reason(self.cleaned_data["reply"])


class AppealForm(forms.Form):
    words = WordsField(
        label=later("Why your words should come back"),
        help_text=later("In your own way. The hosts read it, and nobody else. It is kept locked."),
        max_length=MOST_WORDS,
        rows=5,
    )


class DecideForm(forms.Form):
    outcome = forms.ChoiceField(
        label=later("Your decision"),
        choices=Appeal.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": later("Choose whether the words come back.")},
    )
    reason = WordsField(label=later("Why"), help_text=later("The person reads this."), max_length=MOST_WORDS, rows=3)

    def clean_reason(self) -> str:
        return _reason(self.cleaned_data["reason"])


class RulesForm(forms.Form):
    words = WordsField(
        label=later("The rules, one on each line"),
        help_text=later("Short, and so that everybody can tell whether words break it."),
        max_length=MOST_LINES * (LONGEST_LINE + 1),
        rows=10,
    )
    days = forms.IntegerField(
        label=later("Days within which an appeal is decided"),
        help_text=later("Also the days within which a host looks at what was told about words."),
        min_value=FEWEST_DAYS,
        max_value=MOST_DAYS,
    )

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        lines = [line for line in words.split("\n") if line.strip()]
        if len(lines) > MOST_LINES or any(len(line.strip()) > LONGEST_LINE for line in lines):
            raise forms.ValidationError(_("At most 20 rules, each with at most 300 letters."))
        return words
