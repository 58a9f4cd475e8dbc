"""`alongside withdraw`: take back what somebody allowed, with the code on their paper receipt."""

import argparse
import json
import sys
from dataclasses import asdict

from alongside.ethics import actions, queries
from alongside.ethics.models import How, Kind
from alongside.projects.withdrawals import Withdrawal, all_reached


def run(args: argparse.Namespace) -> int:
    """Show what it will reach, or do it."""
    if wrong := sorted(set(args.only or ()) - set(Kind.values)):
        print(f"{wrong[0]}: there is no such permission. There are: {', '.join(Kind.values)}.", file=sys.stderr)
        return 2
    row = queries.code_row(args.code)
    if row is None:
        print("This code opens nothing. Look at the paper again; a newer paper has a newer code.", file=sys.stderr)
        return 1
    kinds = frozenset(args.only or [kind for kind in Kind.values if kind != Kind.JOIN])
    reached = all_reached(Withdrawal(row.person, row.project, kinds, row.person, How.PHONE.value))
    ended = 0
    if args.yes:
        ended = actions.withdraw(row.project, row.person, kinds, by=row.person, how=How.PHONE.value)
    told = {
        "project": row.project.title, "kinds": sorted(kinds), "reached": [one.words for one in reached],
        "items": [asdict(one) for one in reached], "done": args.yes, "ended": ended,
    }  # fmt: skip
    print(json.dumps(told, ensure_ascii=False, indent=1) if args.json else _in_words(told))
    return 0


def _in_words(told: dict[str, object]) -> str:
    lines = [f"Project: {told['project']}", *(f"- {line}" for line in told["reached"])]  # type: ignore[attr-defined]
    if told["done"]:
        lines.append(f"Done: {told['ended']} permissions ended. Files that others printed or copied cannot be reached.")
    else:
        lines.append("Nothing was done. With --yes it is done, and cannot be undone.")
    return "\n".join(lines)
