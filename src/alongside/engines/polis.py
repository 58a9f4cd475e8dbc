"""Reading an export of a Polis conversation: a folder with summary, comments, votes and participants."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from alongside.engines.tables import BadRow, FileProblem, Table, column_of, open_table, raw_rows, whole_number

LATEST = 4_102_444_800_000  # the year 2100, in milliseconds
MOST_ID = 10**12
VOTE_COLUMNS = ("timestamp", "comment-id", "voter-id", "vote")


@dataclass(frozen=True)
class Comment:
    id: int
    author: int
    words: str
    said_at: datetime
    moderation: int
    agrees: int
    disagrees: int


@dataclass
class Conversation:
    """What the export holds. `votes` is {(comment, voter): (milliseconds, value)}; value 1 is agree."""

    topic: str
    about: str
    url: str
    comments: list[Comment]
    votes: dict[tuple[int, int], tuple[int, int]]
    people: list[int]
    notes: list[str] = field(default_factory=list)


Progress = Callable[[str, int], None]


def read_export(folder: Path, *, progress: Progress = lambda _what, _done: None) -> Conversation:
    """Read the folder. FileProblem, naming file, line and column, at anything that is not as it should be."""
    if not folder.is_dir():
        mend = "Unpack the export and give the folder that holds comments.csv."
        raise FileProblem("is not a folder.", file=str(folder), mend=mend)
    for name in ("summary.csv", "comments.csv", "votes.csv"):
        if not (folder / name).is_file():
            mend = "A Polis export has summary.csv, comments.csv and votes.csv. Download it again."
            raise FileProblem("this file is missing.", file=str(folder / name), mend=mend)
    summary = _summary(folder / "summary.csv")
    comments = _comments(folder / "comments.csv")
    votes, notes = _votes(folder / "votes.csv", {one.id for one in comments}, progress)
    comments = _answered_or_shown(comments, votes, notes)
    listed, totals = _participants(folder / "participants-votes.csv", notes)
    if _sign(comments, votes, totals, notes) < 0:
        votes = {key: (at, -value) for key, (at, value) in votes.items()}
    people = {voter for _comment, voter in votes} | {one.author for one in comments} | listed
    _compare(summary, comments, votes, notes)
    if unlisted := {one.author for one in comments} - listed - {voter for _c, voter in votes}:
        notes.append(f"{len(unlisted)} people wrote comments and never voted; they are brought in as people too.")
    topic = " ".join(summary.get("topic", "").split())
    about = summary.get("conversation-description", "").strip()
    return Conversation(topic, about, summary.get("url", "").strip(), comments, votes, sorted(people), notes)


def _answered_or_shown(
    comments: list[Comment], votes: dict[tuple[int, int], tuple[int, int]], notes: list[str]
) -> list[Comment]:
    """Without comments that moderators refused before anybody answered: Polis itself does not count those."""
    answered = {comment for comment, _voter in votes}
    kept = [one for one in comments if one.moderation >= 0 or one.id in answered]
    if refused := len(comments) - len(kept):
        notes.append(f"{refused} comments were refused before anybody could answer; they are not brought in.")
    return kept


def _summary(path: Path) -> dict[str, str]:
    table = open_table(path)
    with path.open("r", encoding=table.encoding, newline="") as file:
        found: dict[str, str] = {}
        for line, cells in raw_rows(file, ",", table.name):
            if isinstance(cells, BadRow) or len(cells) < 2:
                reason = cells.reason if isinstance(cells, BadRow) else "a name and a value are needed."
                raise FileProblem(reason, file=table.name, line=line, mend="Download the export again.")
            found[cells[0].strip()] = cells[1]
    if not found.get("topic", "").strip():
        mend = "Add a line such as: topic,What should change here?"
        raise FileProblem("there is no topic.", file=table.name, column="topic", mend=mend)
    return found


class _Rows:
    """Collects every broken row, so that all of them can be told at once."""

    def __init__(self, table: Table) -> None:
        self.table, self.bad = table, list[BadRow]()

    def number(self, line: int, cells: list[str], column: str, least: int, most: int) -> int | None:
        text = cells[self.table.header.index(column)]
        found = whole_number(text, least, most)
        if found is None:
            self.bad.append(BadRow(line, f"“{text[:40]}” is not a whole number from {least} to {most}.", column))
        return found

    def stop_if_bad(self) -> None:
        if self.bad:
            raise too_many_bad(self.table.name, self.bad)


def too_many_bad(name: str, bad: list[BadRow]) -> FileProblem:
    """One problem that tells the first bad row in full and the next ones in short."""
    more = "".join(f"\n  {name}, {row}" for row in bad[1:20])
    more += f"\n  and {len(bad) - 20} more." if len(bad) > 20 else ""
    mend = f"Mend the row, or take it out of the file.{more}"
    return FileProblem(bad[0].reason, file=name, line=bad[0].line, column=bad[0].column, mend=mend)


def _comments(path: Path) -> list[Comment]:
    table = open_table(path)
    words_at = column_of(table, "comment-body")
    for column in ("timestamp", "comment-id", "author-id", "agrees", "disagrees", "moderated"):
        column_of(table, column)
    rows, found, seen = _Rows(table), list[Comment](), set[int]()
    for line, cells in table.rows():
        if isinstance(cells, BadRow):
            rows.bad.append(cells)
            continue
        at = rows.number(line, cells, "timestamp", 0, LATEST)
        key = rows.number(line, cells, "comment-id", 0, MOST_ID)
        author = rows.number(line, cells, "author-id", 0, MOST_ID)
        agrees = rows.number(line, cells, "agrees", 0, MOST_ID)
        disagrees = rows.number(line, cells, "disagrees", 0, MOST_ID)
        moderation = rows.number(line, cells, "moderated", -1, 1)
        if key in seen:
            rows.bad.append(BadRow(line, f"comment {key} is there twice.", "comment-id"))
        if not cells[words_at].strip():
            rows.bad.append(BadRow(line, "there are no words.", "comment-body"))
        if at is None or key is None or author is None or agrees is None or disagrees is None or moderation is None:
            continue
        said_at = datetime.fromtimestamp(at / 1000, UTC)
        found.append(Comment(key, author, cells[words_at], said_at, moderation, agrees, disagrees))
        seen.add(key)
    rows.stop_if_bad()
    if not found:
        raise FileProblem("there are no comments.", file=table.name, mend="Download the export again.")
    return found


def _need(table: Table, columns: tuple[str, ...]) -> None:
    """FileProblem when one of the columns is missing."""
    for column in columns:
        column_of(table, column)


def _vote(rows: "_Rows", line: int, cells: list[str] | BadRow) -> tuple[int, int, int, int] | None:
    """(comment, voter, milliseconds, value), or None when the row or a cell is bad (it is noted in `rows`)."""
    if isinstance(cells, BadRow):
        rows.bad.append(cells)
        return None
    at = rows.number(line, cells, "timestamp", 0, LATEST)
    comment = rows.number(line, cells, "comment-id", 0, MOST_ID)
    voter = rows.number(line, cells, "voter-id", 0, MOST_ID)
    value = rows.number(line, cells, "vote", -1, 1)
    if at is None or comment is None or voter is None or value is None:
        return None
    return comment, voter, at, value


def _votes(path: Path, known: set[int], progress: Progress) -> tuple[dict[tuple[int, int], tuple[int, int]], list[str]]:
    table = open_table(path)
    _need(table, VOTE_COLUMNS)
    rows, latest, count, unknown = _Rows(table), dict[tuple[int, int], tuple[int, int]](), 0, 0
    for line, cells in table.rows():
        count += 1
        if (vote := _vote(rows, line, cells)) is None:
            continue
        comment, voter, at, value = vote
        if comment not in known:
            unknown += 1
        elif latest.get((comment, voter), (-1, 0))[0] <= at:
            latest[comment, voter] = (at, value)
        if count % 10_000 == 0:
            progress("votes read", count)
    rows.stop_if_bad()
    notes = [f"{count - unknown - len(latest):,} votes were changed later; the latest one counts."]
    if unknown:
        notes.append(f"{unknown:,} votes are on comments that are not in comments.csv; they were left out.")
    return latest, notes


def _participants(path: Path, notes: list[str]) -> tuple[set[int], dict[int, tuple[int, int]]]:
    """Who is listed, and {participant: (agrees, disagrees)} as the export counted them."""
    if not path.is_file():
        notes.append("There is no participants-votes.csv; people are those who voted or wrote.")
        return set(), {}
    table = open_table(path)
    column_of(table, "participant")
    counted = "n-agree" in table.header and "n-disagree" in table.header
    rows, listed, totals = _Rows(table), set[int](), dict[int, tuple[int, int]]()
    for line, cells in table.rows():
        if isinstance(cells, BadRow):
            rows.bad.append(cells)
            continue
        who = rows.number(line, cells, "participant", 0, MOST_ID)
        if who is None:
            continue
        listed.add(who)
        if counted:
            agrees = rows.number(line, cells, "n-agree", 0, MOST_ID)
            disagrees = rows.number(line, cells, "n-disagree", 0, MOST_ID)
            totals[who] = (agrees or 0, disagrees or 0)
    rows.stop_if_bad()
    return listed, totals


def _sign(
    comments: list[Comment],
    votes: dict[tuple[int, int], tuple[int, int]],
    totals: dict[int, tuple[int, int]],
    notes: list[str],
) -> int:
    """1 where the votes' +1 means agree, -1 where it means disagree: whichever is nearer to the export's own counts."""
    by_comment: Counter[tuple[int, int]] = Counter((key[0], value) for key, (_at, value) in votes.items())
    by_person: Counter[tuple[int, int]] = Counter((key[1], value) for key, (_at, value) in votes.items())
    as_is = reverse = 0
    pairs = [(by_comment, one.id, one.agrees, one.disagrees) for one in comments]
    pairs += [(by_person, who, agrees, disagrees) for who, (agrees, disagrees) in totals.items()]
    for counts, key, agrees, disagrees in pairs:
        up, down = counts[key, 1], counts[key, -1]
        as_is += abs(up - agrees) + abs(down - disagrees)
        reverse += abs(down - agrees) + abs(up - disagrees)
    sign = -1 if reverse < as_is else 1
    told = "agree" if sign > 0 else "disagree"
    notes.append(
        f"In votes.csv +1 means {told}: {min(as_is, reverse):,} counts differ so, {max(as_is, reverse):,} not."
    )
    return sign


def _compare(
    summary: dict[str, str],
    comments: list[Comment],
    votes: dict[tuple[int, int], tuple[int, int]],
    notes: list[str],
) -> None:
    voters = len({voter for _comment, voter in votes})
    authors = len({one.author for one in comments})
    for name, found in (("comments", len(comments)), ("voters", voters), ("commenters", authors)):
        told = whole_number(summary.get(name, ""), 0, MOST_ID)
        if told is not None and told != found:
            notes.append(f"summary.csv says {told:,} {name}; the files hold {found:,}.")
    counts = Counter((key[0], value) for key, (_at, value) in votes.items())
    off = sum((counts[one.id, 1], counts[one.id, -1]) != (one.agrees, one.disagrees) for one in comments)
    if off:
        notes.append(f"For {off:,} comments the counts in comments.csv differ from votes.csv; votes.csv is kept.")
