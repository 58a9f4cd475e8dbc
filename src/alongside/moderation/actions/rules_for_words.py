"""Hosts write the next version of the rules for words."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from alongside.kit.text import clean_line, clean_words
from alongside.ledger.actions import note_step
from alongside.moderation.models import WordRules
from alongside.moderation.points import FEWEST_DAYS, LONGEST_LINE, MOST_DAYS, MOST_LINES
from alongside.moderation.queries.rules_for_words import rules_in_force
from alongside.moderation.rules import may_write_rules
from alongside.people.models import Person
from alongside.projects.models import Project


def _lines(words: str) -> list[str]:
    lines = [line for typed in clean_words(words).split("\n") if (line := clean_line(typed))]
    if not lines:
        raise ValueError(_("Write at least one rule."))
    if len(lines) > MOST_LINES or max(map(len, lines)) > LONGEST_LINE:
        raise ValueError(_("At most 20 rules, each with at most 300 letters."))
    return list(dict.fromkeys(lines))


@transaction.atomic
def make_rules(project: Project, *, by: Person, words: str, days: int) -> WordRules:
    """The next version, a rule on each line. What was set aside before stays under the version of its day."""
    if not may_write_rules(by, project):
        raise PermissionDenied
    Project.objects.select_for_update().get(pk=project.pk)
    last, lines = rules_in_force(project), _lines(words)
    if not FEWEST_DAYS <= days <= MOST_DAYS:
        raise ValueError(_("Choose 1 to 28 days."))
    if last.lines == lines and last.days == days:
        raise ValueError(_("These are the rules already. Change a line first."))
    row = WordRules.objects.create(
        project=project, number=last.number + 1, words="\n".join(lines), days=days, made_by=by
    )
    note_step("word_rules.made", subject=row, project_id=project.pk, actor=by, number=row.number)
    return row
