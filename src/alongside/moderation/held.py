"""What moderation holds, and the risks it sees, for the ethics plan."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.moderation.models import Appeal, Report, SetAside
from alongside.moderation.queries import figures
from alongside.moderation.queries.waiting import open_appeals, told_waiting
from alongside.projects.holdings import Holding, Risk, holds, watches
from alongside.projects.models import Project


@holds("7 words")
def words_looked_after(project: Project) -> Iterator[Holding]:
    yield Holding(
        _("Words set aside, with rule and reason"), SetAside.objects.standing().filter(project=project).count()
    )
    told = Report.objects.filter(project=project).count()
    yield Holding(_("What people told the hosts about words"), told, sealed=True)
    appeals = Appeal.objects.filter(aside__project=project).count()
    yield Holding(_("Appeals, in people's own words"), appeals, sealed=True)


@watches("words")
def hidden_without_a_reason(project: Project) -> Iterator[Risk]:
    what, url = _("Words are hidden without a good reason"), reverse("moderation:rules_for_words", args=[project.slug])
    today = timezone.localdate()
    late = [one for one in told_waiting(project) if one.is_late]
    appeals = open_appeals(project).filter(due_on__lt=today).count()
    known = figures(project)
    if appeals:
        yield Risk(what, "wrong", _("An appeal was not decided in time."), url)
    elif late:
        yield Risk(what, "look", _("Somebody told the hosts about words and has had no answer in time."), url)
    elif known.lapsed or known.waits_for_second:
        yield Risk(what, "look", _("Words were set aside by one side alone."), url)
    else:
        yield Risk(what, "fine", _("Nothing is set aside without a rule, a reason and a way to appeal."), url)
