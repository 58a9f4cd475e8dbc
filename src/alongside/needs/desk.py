"""What needs put on the pages of gatherings, on the host's desk and in My space."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.gatherings.models import Gathering
from alongside.needs.forms import ShareForm
from alongside.needs.queries.hosts import new_shares, not_asked_soon, open_to_dos
from alongside.needs.queries.mine import answer_of, asked_now, last_shared, needs_of, shares_in, show_shares, to_confirm
from alongside.needs.queries.promised import all_promised, promised_in
from alongside.needs.queries.words import words_of
from alongside.needs.rules import may_tell
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.projects.parts import Part, Waiting, asks, fills, waits
from alongside.projects.rules import is_member, may_host

ASK_DAYS = 21  # by then people should have been asked what they need


@fills("gathering", "access 1 promised")
def notice_and_papers(project: Project, person: Any, gathering: Gathering) -> Part:
    """For everybody: whether people were told in time, and got the papers in time."""
    known = promised_in(gathering, timezone.localdate())
    context = {"promised": known, "project": project, "gathering": gathering, "may_host": may_host(person, project)}
    return Part("needs/parts/_promised.html", context)


@fills("gathering", "access 2 needs")
def tell_the_hosts(project: Project, person: Any, gathering: Gathering) -> Part | None:
    """For members: what they need, before the gathering; what they shared, also afterwards."""
    if not is_member(person, project):
        return None
    context = {"project": project, "gathering": gathering, **sharing_of(gathering, person)}
    context["may_tell"] = may_tell(person, gathering, timezone.localdate())
    return Part("needs/parts/_tell.html", context) if context["may_tell"] or context["shares"] else None


def sharing_of(gathering: Gathering, person: Person) -> dict[str, Any]:
    """What the person shares for this gathering, what they answered, and the form to say it."""
    shares = list(shares_in(person, gathering))
    ticked, host = {str(one.need_id) for one in shares}, shares[0].with_host_id if shares else None
    if not shares:
        ticked, host = last_shared(person, gathering)
    form = ShareForm(
        gathering=gathering, person=person, needs=needs_of(person), initial={"needs": ticked, "with_host": host}
    )
    return {
        "shares": show_shares(shares),
        "answer": answer_of(person, gathering),
        "form": form,
    }


def _access(project: Project, gathering: Gathering) -> str:
    return reverse("needs:access", args=[project.slug, gathering.pk])


@waits
def what_people_told(project: Project, person: Any) -> Iterator[Waiting]:
    """People who told this host what they need, and whose words they have not opened yet."""
    if not may_host(person, project):
        return
    rows = new_shares(person, project, timezone.localdate()).select_related("gathering")
    people = {(row.gathering, row.person_id) for row in rows.order_by("gathering__on", "gathering_id")}
    for gathering, count in sorted(Counter(one for one, _who in people).items(), key=lambda pair: pair[0].on):
        words = ngettext(
            "%(count)s person told you what they need: %(title)s",
            "%(count)s people told you what they need: %(title)s",
            count,
        )
        yield Waiting(words % {"count": count, "title": gathering.title}, _access(project, gathering))


@waits
def things_to_do(project: Project, person: Any) -> Iterator[Waiting]:
    """Open things to do for access, late where one of them is."""
    if not may_host(person, project):
        return
    today = timezone.localdate()
    found: dict[Gathering, list[date]] = {}
    for row in open_to_dos(person, project):
        found.setdefault(row.gathering, []).append(row.due_on)
    for gathering, days in found.items():
        words = ngettext(
            "%(count)s thing to do so that all can take part: %(title)s",
            "%(count)s things to do so that all can take part: %(title)s",
            len(days),
        )
        yield Waiting(
            words % {"count": len(days), "title": gathering.title}, _access(project, gathering), min(days) < today
        )


@waits
def notice_and_papers_to_send(project: Project, person: Any) -> Iterator[Waiting]:
    """For gatherings to come: notice and papers that are late or due soon, and people nobody has asked yet."""
    if not may_host(person, project):
        return
    today = timezone.localdate()
    coming = Gathering.objects.filter(project=project, on__gte=today, on__lte=today + timedelta(days=60))
    for one in all_promised(project, coming.order_by("on", "id")[:30], today):
        about = {"title": one.gathering.title}
        for clock, words in (
            (one.notice, _("Tell people of the gathering: %(title)s")),
            (one.papers, _("Send the papers: %(title)s")),
        ):
            if clock and clock.met_on is None and clock.state in {"soon", "late"}:
                yield Waiting(words % about, _access(project, one.gathering), clock.state == "late")
    for gathering in not_asked_soon(project, today, ASK_DAYS):
        yield Waiting(
            _("Ask people what they need: %(title)s") % {"title": gathering.title}, _access(project, gathering)
        )


@asks("needs")
def what_do_you_need(person: Any) -> Iterator[Waiting]:
    """For each gathering a host asked about; and for those that have been: was it as you need it?"""
    today = timezone.localdate()
    for answer in asked_now(person, today)[:10]:
        gathering = answer.gathering
        url = reverse("needs:share", args=[gathering.project.slug, gathering.pk])
        yield Waiting(_("What do you need to take part? %(title)s") % {"title": gathering.title}, url)
    for share in to_confirm(person, today)[:10]:
        url = reverse("needs:how_it_was", args=[share.pk])
        about = {"title": share.gathering.title, "need": Truncator(words_of(share.need)).words(6)}
        words = _("Was it as you need it? %(title)s") % about
        if about["need"]:  # whoever shared several is asked about each
            words = _("Was it as you need it? %(title)s: %(need)s") % about
        yield Waiting(words, url)
