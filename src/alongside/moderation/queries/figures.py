"""Open figures about words set aside: about words and days, never about who. The signals read them too."""

from dataclasses import dataclass, field
from statistics import median

from django.db.models import Count, Q

from alongside.moderation.models import Appeal, Report, SetAside
from alongside.projects.models import Project


@dataclass(frozen=True)
class Figures:
    """How words are looked after in one project, as of now."""

    now: int = 0  # set aside now
    ever: int = 0
    by_rule: list[tuple[str, int]] = field(default_factory=list)  # of those set aside now, most first
    waits_for_second: int = 0
    lapsed: int = 0  # came back because no second host agreed
    let_back: int = 0
    about_hosts: int = 0  # of all ever set aside
    told: int = 0  # what was told to the hosts about words
    told_open: int = 0
    told_left: int = 0  # looked at, and the words stayed
    appeals: int = 0
    appeals_open: int = 0
    appeals_back: int = 0
    appeals_stay: int = 0
    appeal_days: float | None = None  # half of the appeals were decided in so many days or fewer


def _asides(project: Project) -> dict[str, int]:
    rows = SetAside.objects.filter(project=project).exclude(ended_how=SetAside.Ended.GONE)
    lapsed = rows.filter(ended_how=SetAside.Ended.LAPSED) | rows.lapsed()
    ended = rows.aggregate(
        ever=Count("pk"),
        let_back=Count("pk", filter=Q(ended_how=SetAside.Ended.HOST)),
        about_hosts=Count("pk", filter=Q(is_about_hosts=True)),
    )
    return {**ended, "lapsed": lapsed.count()}


def _appeals(project: Project) -> dict[str, int | float | None]:
    mine = Appeal.objects.filter(aside__project=project).exclude(aside__ended_how=SetAside.Ended.GONE)
    rows = mine.values_list("outcome", "at", "decided_at")
    found = list(rows)
    took = [(decided - at).total_seconds() / 86400 for _outcome, at, decided in found if decided]
    outcomes = [outcome for outcome, _at, _decided in found]
    return {
        "appeals": len(found),
        "appeals_open": outcomes.count(""),
        "appeals_back": outcomes.count(Appeal.Outcome.BACK),
        "appeals_stay": outcomes.count(Appeal.Outcome.STAYS),
        "appeal_days": round(median(took), 1) if took else None,
    }


def figures(project: Project) -> Figures:
    """Five queries, however much there is."""
    standing = list(
        SetAside.objects.standing().filter(project=project).values_list("rule", "needs_second", "second_at")
    )
    rules = [rule for rule, _needs, _second in standing]
    told = Report.objects.filter(project=project).exclude(outcome=Report.Outcome.GONE)
    counted = told.aggregate(
        told=Count("pk"), told_open=Count("pk", filter=Q(outcome="")), told_left=Count("pk", filter=Q(outcome="left"))
    )
    return Figures(
        now=len(standing),
        by_rule=sorted(((rule, rules.count(rule)) for rule in set(rules)), key=lambda one: (-one[1], one[0])),
        waits_for_second=sum(1 for _rule, needs, second in standing if needs and second is None),
        **_asides(project),
        **counted,
        **_appeals(project),  # type: ignore[arg-type]
    )
