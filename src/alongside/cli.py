"""The command `alongside`: each subcommand says what it does with --help and what to do next."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence


def prepare() -> None:
    """Make the data folder ready: Django set up, database made and migrated, durability asserted."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    import django

    from alongside.config.env import Env

    env = Env()
    try:
        env.folder()
    except OSError as problem:
        sys.exit(f"{env.data}: this data folder cannot be used ({problem.strerror}). ALONGSIDE_DATA names another one.")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from alongside.kit.durability import assert_durable

    assert_durable()
    from alongside.ledger.actions import replay_erasures

    if came_back := replay_erasures():
        print(f"{came_back} things that people took back had come back with an old backup. They are gone again.")


def serve(args: argparse.Namespace) -> int:
    """Serve the pages, and run background work in the same process unless ALONGSIDE_WORKER=0."""
    os.environ.setdefault("ALONGSIDE_ORIGIN", f"http://localhost:{args.port}")  # squares and links lead here
    prepare()
    from alongside.config.server import run

    return run(host=args.host, port=args.port)


def example(args: argparse.Namespace) -> int:
    """Make the lifelike example, if this installation is still empty, and print who to sign in as."""
    prepare()
    from alongside.example.build import build, renew_cards, room_to_join

    ways = build() or (renew_cards() if args.cards else {})
    if not ways:
        print("The example is here already. New cards: alongside example --cards")
    for who, code in ways.items():
        print(f"  {who:40} card {code}")
    if ways:
        print("Open the start page, choose Sign in, and type the code from a card.")
    if code := room_to_join():
        print(f"A workshop is on: open /r/{code}/ on a phone, and lead it as Hana: Gatherings, What next, The room.")
    return 0


def admin(args: argparse.Namespace) -> int:
    """Make someone who looks after the network. They sign in by EMAIL, or with a card whose code is printed here."""
    prepare()
    from alongside.kit.codes import shown_code
    from alongside.people.actions import give_card, make_admin

    try:
        person = make_admin(args.card or "Admin", email=args.email)
    except ValueError as problem:
        print(f"{problem}\nNobody was made.", file=sys.stderr)
        return 1
    if args.card:
        print(f"Done. The code on the card, shown this once: {shown_code(give_card(person, by=None))}")
        print("Next: alongside serve, open the start page, and type the code.")
    else:
        print(
            f"Done. Next: alongside serve, open the start page, choose Sign in, and ask for a code to {person.email}."
        )
        print("Without a mail server the code is written into the folder mail/ of the data folder.")
    return 0


def bench(args: argparse.Namespace) -> int:
    """Measure, and print each figure beside its bar. Exit status 1 when a bar is not kept."""
    from alongside.bench.run import run

    return run(args.names, as_json=args.json)


def _port(text: str) -> int:
    port = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= port <= 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a number from 1 to 65535")
    return port


def manage(args: argparse.Namespace) -> int:
    """Any of Django's own commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["alongside manage", *args.rest])
    return 0


def import_(args: argparse.Namespace) -> int:
    """Bring a file in: all of it, or nothing."""
    prepare()
    from alongside.exchange import command

    return command.run(args)


def withdraw(args: argparse.Namespace) -> int:
    """Take back what somebody said and allowed, with the code on their paper receipt. Without --yes: show the reach."""
    prepare()
    from alongside.ethics import command

    return command.run(args)


def log(args: argparse.Namespace) -> int:
    """The public log: every step, as a commitment that cannot be changed afterwards without being found out."""
    if args.do == "verify":
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
        import django

        django.setup()
    else:
        prepare()
    from alongside.projects import log_command

    return int(getattr(log_command, args.do)(args))


def doctor(args: argparse.Namespace) -> int:
    """Look whether the data folder meets the rules: keys, permissions of files, durability, log. Changes nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    import django

    django.setup()
    from alongside.ledger.doctor import run

    return run(args)


def export(args: argparse.Namespace) -> int:
    """Write a whole project as one open archive (zip of CSV and JSON) that `alongside import archive` reads."""
    prepare()
    from alongside.exchange import command

    return command.export(args)


def landscape(args: argparse.Namespace) -> int:
    """Show who answers alike in a Polis export, what each group says and what all share. Needs no database."""
    from alongside.exchange.landscape import run

    return run(args)


def themes(args: argparse.Namespace) -> int:
    """Suggest which voices of a table may belong together, by the words they share. Needs no database.

    Rows are numbered from 1, the first row below the header. Each row is once in a group, alone or placed.
    """
    from alongside.exchange.suggest import run

    return run(args)


FIRST = (
    "To look around: alongside example, then alongside serve. To begin for real: alongside admin EMAIL, then"
    " alongside serve. Each command says more with --help. ALONGSIDE_DATA names the folder of database and files"
    " (default: data); it is made when it is not there."
)
EXIT_CODES = (
    "Exit status: 0 done; 1 something in the file is not right (said on stderr: what, where, how to mend it) and"
    " nothing was kept; 2 the command was mistyped; 130 stopped with Ctrl+C and nothing was kept."
    " ALONGSIDE_DATA names the data folder (default: data)."
)


def _one_import(
    kinds: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, what: str
) -> argparse.ArgumentParser:
    one = kinds.add_parser(name, help=what, description=what, epilog=EXIT_CODES)
    one.add_argument("path", metavar={"polis": "DIR", "voices": "FILE.csv", "archive": "FILE.zip"}[name], help=what)
    one.add_argument("--json", action="store_true", help="end with one JSON object: project, people, voices, stances")
    one.add_argument("--host", default="", help="handle or email of the person who will host the project")
    one.set_defaults(run=import_, work=f"import_{name}")
    return one


def _add_imports(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    top = commands.add_parser("import", help="bring in a file", description=import_.__doc__, epilog=EXIT_CODES)
    kinds = top.add_subparsers(title="what to bring in", required=True, metavar="KIND")
    polis = _one_import(kinds, "polis", "a folder exported from Polis: summary.csv, comments.csv, votes.csv")
    voices = _one_import(kinds, "voices", "a table (CSV) with one voice in each row")
    _one_import(kinds, "archive", "an archive written by “alongside export”")
    for one in (polis, voices):
        one.add_argument("--title", default="", help="name of the new project")
        one.add_argument("--question", default="", help="question of the new project")
        one.add_argument("--source", default="", help="where the data come from, and their licence")
    voices.add_argument("--project", default="", metavar="SLUG", help="add the voices to this project")
    for purpose, what in {
        "words": "what was said",
        "person": "who said it (the same name is the same person)",
        "said-at": "when",
        "gathering": "at which gathering of the project",
        "naming": "how the person is named",
        "language": "in which language",
        "external-id": "the row's own id",
    }.items():
        voices.add_argument(f"--{purpose}", default="", metavar="COLUMN", help=f"column: {what}; else found by name")
    voices.add_argument("--encoding", default="", help="for example utf-8, utf-16, cp1252; else found")
    voices.add_argument("--delimiter", default="", help="for example ; or tab; else found")
    voices.add_argument("--match-members", action="store_true", help="names that are members already are those members")
    voices.add_argument("--skip-bad-rows", action="store_true", help="leave bad rows out, and list them")


def _add_export(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = commands.add_parser("export", help="take a project out", description=export.__doc__, epilog=EXIT_CODES)
    one.add_argument("slug", metavar="SLUG", help="the project's short name: what stands after /p/ in its address")
    one.add_argument("path", metavar="FILE.zip", help="where to write; a file already there is replaced")
    one.set_defaults(run=export)


def _add_log(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    ends = "Exit status: 0 good or done; 1 not good (the first bad entry is named) or cannot be read; 2 mistyped."
    top = commands.add_parser("log", help="the public log: export, verify", description=log.__doc__, epilog=ends)
    kinds = top.add_subparsers(title="what to do", required=True, metavar="WHAT", dest="do")
    one = kinds.add_parser("verify", help="check an exported log", epilog=ends)
    one.add_argument("path", metavar="FILE", help="as alongside log export, or the page /log/, wrote it")
    one.add_argument("--key", default="", help="the log's public key (base64), known from elsewhere")
    one.add_argument("--json", action="store_true", help="print one JSON object")
    one = kinds.add_parser("export", help="write the whole log into a file", epilog=ends)
    one.add_argument("path", metavar="FILE", help="where to write; a file already there is replaced")
    kinds.add_parser("checkpoint", help="bring the log up to date, and print its signed checkpoint", epilog=ends)
    top.set_defaults(run=log)


def _add_withdraw(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    what = "take back what somebody allowed, with the code on their paper receipt"
    ends = "Exit status: 0 shown or done; 1 the code opens nothing; 2 the command was mistyped."
    one = commands.add_parser("withdraw", help=what, description=withdraw.__doc__, epilog=ends)
    one.add_argument("code", metavar="CODE", help="the short code on the paper receipt, however it is typed")
    one.add_argument("--only", metavar="KIND", action="append", help="only this, such as quote; again for more")
    one.add_argument("--yes", action="store_true", help="do it; it cannot be undone")
    one.add_argument("--json", action="store_true", help="print one JSON object")
    one.set_defaults(run=withdraw)


def _from(least: int) -> Callable[[str], int]:
    """Reads a whole number that is not below `least`."""

    def read(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from {least} on")
        return int(text)

    return read


def _add_landscape(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    what = "who answers alike, and what all share"
    one = commands.add_parser("landscape", help=what, description=landscape.__doc__, epilog=EXIT_CODES)
    one.add_argument("path", metavar="DIR", help="a Polis export: votes.csv or else participants-votes.csv")
    one.add_argument("--json", action="store_true", help="print one JSON object")
    one.add_argument("--compatible", action="store_true", help="make groups as Polis does, stable or not")
    one.add_argument(
        "--seed", type=_from(0), default=0, help="for the samples that test stability; 0 unless told otherwise"
    )
    one.set_defaults(run=landscape)


def _add_themes(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    what = "which voices may belong together"
    one = commands.add_parser("themes", help=what, description=themes.__doc__, epilog=EXIT_CODES)
    one.add_argument("path", metavar="FILE.csv", help="a table (CSV) with one voice in each row")
    one.add_argument("--json", action="store_true", help="print one JSON object; row 1 is the first below the header")
    one.add_argument("--column", default="", help="the column of words; else found by name")
    one.add_argument("--placed", default="", metavar="COLUMN", help="themes where people put voices: these teach")
    one.add_argument(
        "--groups", type=_from(1), metavar="N", help="how many new groups; else as many as the words speak for"
    )
    one.add_argument(
        "--seed", type=_from(0), default=0, help="the same seed gives the same groups; 0 unless told otherwise"
    )
    one.set_defaults(run=themes)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="alongside", description="Coproduction that is more than a tick box.", epilog=FIRST
    )
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    one = commands.add_parser("serve", help="start Alongside", description=serve.__doc__)
    one.add_argument("--port", type=_port, default=8000, help="from 1 to 65535; 8000 unless told otherwise")
    one.add_argument("--host", default="127.0.0.1", help="127.0.0.1 (default) or the address a proxy reaches")
    one.set_defaults(run=serve)

    _add_imports(commands)
    _add_export(commands)
    _add_withdraw(commands)
    _add_log(commands)
    _add_landscape(commands)
    _add_themes(commands)

    one = commands.add_parser("example", help="make the lifelike example", description=example.__doc__)
    one.add_argument("--cards", action="store_true", help="only print new cards for the example's people")
    one.set_defaults(run=example)

    one = commands.add_parser("admin", help="make the first admin", description=admin.__doc__)
    way = one.add_mutually_exclusive_group(required=True)
    way.add_argument("email", nargs="?", default="", metavar="EMAIL")
    way.add_argument("--card", default="", metavar="NICKNAME", help="no email: a card instead")
    one.set_defaults(run=admin)

    ends = "Exit status: 0 all rules are kept; 1 one is broken, and what to do is said; 2 mistyped."
    one = commands.add_parser(
        "doctor", help="does the data folder meet the rules", description=doctor.__doc__, epilog=ends
    )
    one.add_argument("--json", action="store_true", help="print one JSON list")
    one.set_defaults(run=doctor)

    one = commands.add_parser("bench", help="measure, beside the bars", description=bench.__doc__)
    one.add_argument("names", nargs="*", metavar="NAME", help="such as room; none: all; a wrong one lists them")
    one.add_argument("--json", action="store_true", help="print one JSON list at the end")
    one.set_defaults(run=bench)

    one = commands.add_parser("manage", help="Django's own commands", description=manage.__doc__)
    one.add_argument("rest", nargs=argparse.REMAINDER)
    one.set_defaults(run=manage)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    args = parser().parse_args(argv)
    answer: int = args.run(args)
    return answer


if __name__ == "__main__":
    sys.exit(main())
