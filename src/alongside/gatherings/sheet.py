"""A run sheet with its clock: when each step begins and ends, whether all of it fits, and what a host may look at.

Pure: it reads nothing. What it says is advice in plain words; nobody is stopped by it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import ceil

from django.utils.translation import gettext as _

from alongside.gatherings.models import Activity, Gathering
from alongside.gatherings.techniques import Technique, technique

LONGEST_WITHOUT_BREAK = 90  # minutes; ours


@dataclass
class Line:
    """One step. `begins` and `ends` are minutes from the start; `starts` says when, as people read it.

    `groups`: how many small groups there will be, where people sit in such; 0 where not.
    """

    activity: Activity
    place: int
    begins: int
    starts: str
    technique: Technique | None
    advice: list[str] = field(default_factory=list)
    groups: int = 0
    is_last: bool = False

    @property
    def ends(self) -> int:
        return self.begins + self.activity.minutes

    @property
    def before(self) -> int:
        """The place it has when it goes up by one."""
        return self.place - 1

    @property
    def after(self) -> int:
        return self.place + 1


@dataclass
class Sheet:
    """All steps, how many minutes they take, and how many the gathering has (None: no hours given)."""

    lines: list[Line]
    minutes: int
    length: int | None
    breaks: int
    ends: str
    advice: list[str]

    @property
    def over(self) -> int:
        """Minutes too many (above 0) or still free (below); 0 where no hours are given."""
        return self.minutes - self.length if self.length is not None else 0

    @property
    def free(self) -> int:
        return max(-self.over, 0)


def minutes_of(gathering: Gathering) -> int | None:
    """How long the gathering is by its hours, in minutes; None when it has none."""
    if gathering.starts_at is None or gathering.ends_at is None:
        return None
    return round((_moment(gathering.ends_at) - _moment(gathering.starts_at)).total_seconds() / 60)


def _moment(at: time) -> datetime:
    return datetime.combine(date(2000, 1, 1), at)


def clock(starts_at: time | None, minutes: int) -> str:
    """The time of day so many minutes after the start, "10:05". Without a start: hours and minutes from it, "+0:05"."""
    if starts_at is None:
        return f"+{minutes // 60}:{minutes % 60:02}"
    return f"{_moment(starts_at) + timedelta(minutes=minutes):%H:%M}"


def sheet_of(gathering: Gathering, activities: Iterable[Activity], people: int = 0) -> Sheet:
    """The run sheet of these steps, for about so many `people` (0: not known)."""
    lines: list[Line] = []
    now = 0
    for place, activity in enumerate(activities):
        starts = clock(gathering.starts_at, now)
        known = technique(activity.technique)
        advice = fit(known, people, activity.minutes) if known and people else []
        lines.append(Line(activity, place, now, starts, known, advice, groups_of(known, people)))
        now += activity.minutes
    if lines:
        lines[-1].is_last = True
    breaks = sum(line.activity.is_break for line in lines)
    advice = [_too_long(gathering, a, b) for a, b in without_break(lines)]
    return Sheet(lines, now, minutes_of(gathering), breaks, clock(gathering.starts_at, now), advice)


def without_break(lines: Iterable[Line]) -> list[tuple[int, int]]:
    """The stretches of more than 90 minutes without a break: from which minute to which."""
    found, begins, ends = [], 0, 0
    for line in lines:
        if line.activity.is_break:
            found.append((begins, ends))
            begins = line.ends
        ends = line.ends
    found.append((begins, ends))
    return [(begin, end) for begin, end in found if end - begin > LONGEST_WITHOUT_BREAK]


def _too_long(gathering: Gathering, begin: int, end: int) -> str:
    words = {
        "minutes": end - begin,
        "from": clock(gathering.starts_at, begin),
        "to": clock(gathering.starts_at, end),
    }
    return (
        _("From %(from)s to %(to)s there is no break: %(minutes)d minutes. People need one after 90 minutes.") % words
    )


def groups_of(known: Technique | None, people: int) -> int:
    """How many tables or circles so many people make; 0 where one is enough or people stay together."""
    if known is None or known.table is None or people <= known.table[1]:
        return 0
    return ceil(people / known.table[1])


def fit(known: Technique, people: int, minutes: int) -> list[str]:
    """What to think of when so many people do this for so many minutes; an empty list when it fits as it is."""
    return [words for words in (_of_size(known, people), _of_turns(known, people, minutes)) if words]


def _of_size(known: Technique, people: int) -> str:
    if people < known.least:
        return _("It needs %(least)d people or more.") % {"least": known.least}
    if known.most and people > known.most:
        return _of_too_many(known.least, known.most, people)
    return ""


def _of_too_many(least: int, most: int, people: int) -> str:
    groups = ceil(people / most)
    words = {"least": least, "most": most, "people": people, "groups": groups}
    if people // groups >= least:
        return _("It is for %(least)d to %(most)d people. With %(people)d make %(groups)d groups.") % words
    return _("It is for %(least)d to %(most)d people. With %(people)d choose another way.") % words


def _of_turns(known: Technique, people: int, minutes: int) -> str:
    if known.each is None or people > (known.most or people) or people * known.each[0] <= minutes:
        return ""
    needed = {"people": people, "needed": people * known.each[0]}
    return _("If all %(people)d speak, it takes %(needed)d minutes or more.") % needed
