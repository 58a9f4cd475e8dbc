"""What this room and those below tell of how young people are heard."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.ethics.models import Kind
from alongside.ethics.young import group_words, rules_of
from alongside.gatherings.models import Activity
from alongside.projects.models import Project, Role, RoleName
from alongside.projects.queries import promise_of
from alongside.projects.young import Fact, tells


@tells("space", "1 lead")
def somebody_for_safety(project: Project) -> Iterator[Fact]:
    leads = Role.objects.filter(membership__project=project, membership__left_at=None, name=RoleName.SAFEGUARDING)
    if leads.exists():
        worry = reverse("care:worried", args=[project.slug])
        yield Fact(_("There is a safeguarding lead. You can tell them a worry."), True, worry)
    else:
        people = reverse("projects:people", args=[project.slug])
        yield Fact(_("There is no safeguarding lead yet."), False, people)


@tells("space", "3 both")
def who_is_asked(project: Project) -> Iterator[Fact]:
    rules = rules_of(project)
    labels = [str(Kind(kind).label) for kind in rules.both]
    if labels:
        words = _("%(who)s: you are asked, and a parent or carer too, about: %(what)s. Your own no always wins.")
        yield Fact(words % {"who": group_words("younger", rules), "what": "; ".join(labels)}, True)
    else:
        yield Fact(_("You decide alone what you allow."), True)


@tells("voice", "1 ways")
def ways_to_speak(project: Project) -> Iterator[Fact]:
    yield Fact(_("You can write it, or tell somebody who writes it just as you say it and reads it back."), True)
    yield Fact(_("You can draw it: tell us what is in your drawing, and the drawing stays yours."), True)
    yield Fact(_("You can say it together with a friend. You can always pass."), True)
    easy = Activity.objects.filter(gathering__project=project).exclude(easy="").exists()
    words = _("Questions in the room have easy words.") if easy else _("No question in the room has easy words yet.")
    yield Fact(words, easy, reverse("gatherings:list", args=[project.slug]))


@tells("audience", "1 who")
def who_must_listen(project: Project) -> Iterator[Fact]:
    who, url = promise_of(project).who_decides, reverse("projects:promise", args=[project.slug])
    if who:
        yield Fact(_("Who decides: %(who)s") % {"who": who}, True, url)
    else:
        yield Fact(_("Nobody has said yet who decides."), False, url)
    rows = Role.objects.filter(membership__project=project, membership__left_at=None, name=RoleName.DECISION_MAKER)
    words = (
        _("Somebody who decides is in the project.") if rows.exists() else _("Nobody who decides is in the project.")
    )
    yield Fact(words, rows.exists(), reverse("projects:people", args=[project.slug]))
