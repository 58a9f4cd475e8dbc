"""What is printed: real PDFs, read again with another library. Tagged, in plain words, whatever people wrote."""

import io
import re

import pytest
from pypdf import PdfReader

from alongside.gatherings.models import Activity, Kind
from alongside.room import actions
from alongside.room.kinds import WEIGHING
from alongside.room.paper.pack import Wanted, pack_of, pdf_of
from alongside.room.paper.pairs import all_twos, list_for, lists_of

KINDS = Kind.values
NASTY = (
    '#panic("x") *b* $1/0$ <label> @ref \\u{41} // no /* no */ `code` #set text(size: 1pt) "quoted" {curly} [square]'
)


def address(workshop):
    return f"/p/warm-homes/gatherings/{workshop.gathering.pk}/room/paper/pack.pdf"


def step(workshop, kind, *things, **settings):
    activity = Activity.objects.create(gathering=workshop.gathering, title=f"A {kind}", kind=kind, **settings)
    actions.add_lines(activity, list(things), by=workshop.host, key=f"{activity.pk}")
    return activity


def sent(*steps, **more):
    return {"step": [one.pk for one in steps], "packs": 1, "size": 12, "paper": "a4", **more}


def read(answer):
    assert answer.status_code == 200, answer.content.decode()[:2000]
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(answer.content))


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def sizes_of(reader):
    """The heights of all letters, in points."""
    found = set()
    for page in reader.pages:
        page.extract_text(
            visitor_text=lambda text, cm, tm, font, size: (
                text.strip() and found.add(round(abs(tm[3] * cm[3]) * size, 1))
            )
        )
    return found


def roles_of(reader):
    """What the tags say: headings, tables, figures."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if not hasattr(node, "get"):
            waiting += list(node) if isinstance(node, list) else []
            continue
        found.append((str(node.get("/S", "")), node.get("/Alt")))
        kids = node.get("/K", [])
        waiting += [kid for kid in (kids if isinstance(kids, list) else [kids]) if not isinstance(kid, int)]
    return found


def test_only_hosts_print(workshop, cast, as_):
    activity = step(workshop, "open")
    assert as_(cast.bryn).get(address(workshop), sent(activity)).status_code == 403
    assert as_(None).get(address(workshop), sent(activity)).status_code == 302
    assert read(as_(cast.cole).get(address(workshop), sent(activity))).pages


def test_a_pack_is_a_tagged_document_with_title_language_headings_and_alternatives(workshop, cast, as_):
    steps = [step(workshop, kind, *[f"Thing {n}" for n in range(9)] if kind in WEIGHING else []) for kind in KINDS]
    reader = read(as_(cast.hana).get(address(workshop), sent(*steps, first=7, with_host="on", with_join="on")))
    root = reader.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "en-GB")
    assert reader.metadata.title == "Warm tea: paper"
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert b"pdfuaid" in root["/Metadata"].get_data()
    roles = roles_of(reader)
    names = [name for name, _alt in roles]
    assert names.count("/H1") == len(KINDS) + 2
    assert {"/Table", "/TH", "/TD"} <= set(names)
    figures = [alt for name, alt in roles if name == "/Figure"]
    assert "A diamond of nine empty squares in five rows: 1, 2, 3, 2 and 1." in figures
    assert "Square code that opens the room on a phone" in figures
    assert all(figures)


def test_each_kind_has_its_sheet_with_the_same_number(workshop, cast, as_):
    things = {kind: [f"{kind} thing {n}" for n in range(9)] for kind in WEIGHING}
    steps = [step(workshop, kind, *things.get(kind, []), question=f"Question {kind}?", easy="Short?") for kind in KINDS]
    reader = read(as_(cast.hana).get(address(workshop), sent(*steps, packs=2, first=41)))
    told = text_of(reader)
    for kind in KINDS:
        assert told.count(f"Question {kind}?") == 2
    assert "statements thing 8" in told
    assert told.count("In easy words: Short?") == 2 * len(KINDS)
    assert "No name is needed. You can pass on anything" in told
    assert {"P 41", "P 42"} <= set(re.findall(r"P \d+", told))
    assert "P 43" not in told
    by_person = [re.search(r"P 4[12]", page.extract_text())[0] for page in reader.pages]
    assert by_person == sorted(by_person)


def test_sheets_of_one_step_can_come_together_and_numbers_can_be_left_open(workshop, cast, as_):
    one, two = step(workshop, "open", question="One?"), step(workshop, "pulse", question="Two?")
    reader = read(as_(cast.hana).get(address(workshop), sent(one, two, packs=2, by_step="on")))
    assert [re.search(r"(One|Two)\?", page.extract_text())[0] for page in reader.pages] == [
        "One?",
        "One?",
        "Two?",
        "Two?",
    ]
    assert not re.search(r"P \d", text_of(reader))


@pytest.mark.parametrize(("size", "least"), [(12, 9.5), (18, 18), (24, 24)])
def test_large_print_is_large_everywhere(workshop, cast, as_, size, least):
    steps = [step(workshop, kind, *[f"Thing {n}" for n in range(9)] if kind in WEIGHING else []) for kind in KINDS]
    wanted = sent(*steps, size=size, with_host="on", with_join="on", first=1)
    sizes = sizes_of(read(as_(cast.hana).get(address(workshop), wanted)))
    assert min(sizes) >= least
    assert max(sizes) > size


@pytest.mark.parametrize(("paper", "width", "height"), [("a4", 595, 842), ("us-letter", 612, 792)])
def test_it_fits_the_paper(workshop, cast, as_, paper, width, height):
    page = read(as_(cast.hana).get(address(workshop), sent(step(workshop, "open"), paper=paper))).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (width, height)


def test_what_people_write_is_never_an_instruction(workshop, cast, as_):
    activity = step(workshop, "statements", NASTY, question=NASTY, easy=NASTY[:200])
    activity.say = activity.access = activity.materials = NASTY
    activity.save()
    told = text_of(read(as_(cast.hana).get(address(workshop), sent(activity, with_host="on"))))
    for part in (
        '#panic("x")',
        "*b*",
        "$1/0$",
        "@ref",
        "\\u{41}",
        "`code`",
        "#set text(size: 1pt)",
        '"quoted"',
        "[square]",
    ):
        assert told.count(part) >= 5


def test_the_host_has_a_run_sheet_with_times(workshop, cast, as_):
    gathering = workshop.gathering
    gathering.starts_at, gathering.place = "10:00", "Library"
    gathering.save()
    first = step(workshop, "open", minutes=25, say="Welcome, all.", access="A quiet corner.", order=1)
    step(workshop, "pulse", minutes=5, order=2)
    told = text_of(read(as_(cast.hana).get(address(workshop), sent(first, packs=0, with_host="on"))))
    assert "Sunday 1 March 2026 Library" in told
    assert "10:00" in told
    assert "10:25" in told
    assert "Say: Welcome, all." in told
    assert "So that everyone can take part: A quiet corner." in told
    assert "No name is needed" not in told


@pytest.mark.parametrize("size", [12, 24])
def test_how_to_join_fits_one_page_whatever_the_name(workshop, cast, as_, size):
    workshop.gathering.title = "A long name " * 12
    workshop.gathering.save()
    wanted = sent(step(workshop, "open"), packs=0, with_join="on", size=size)
    assert len(read(as_(cast.hana).get(address(workshop), wanted)).pages) == 1


def test_how_to_join_has_the_code_only_while_the_room_is_open(workshop, cast, as_):
    activity, host = step(workshop, "open"), as_(cast.hana)
    told = text_of(read(host.get(address(workshop), sent(activity, packs=0, with_join="on"))))
    assert workshop.room.code in told
    assert f"/r/{workshop.room.code}/" in told
    actions.close_room(workshop.room, by=cast.hana)
    again = host.get(address(workshop), sent(activity, packs=1, with_join="on"))
    assert workshop.room.code not in text_of(read(again))


def test_very_many_sheets_come_in_parts(workshop, cast, as_):
    steps = [step(workshop, "open"), step(workshop, "pulse")]
    page = as_(cast.hana).get(address(workshop), sent(*steps, packs=200, first=1)).content.decode()
    assert "Packs 1 to 100" in page
    assert "Packs 101 to 200" in page
    links = re.findall(r'href="([^"]*pack.pdf\?[^"]*)"', page)
    reader = read(as_(cast.hana).get(links[1].replace("&amp;", "&").replace("packs=100", "packs=2")))
    assert {"P 101", "P 102"} == set(re.findall(r"P \d+", text_of(reader)))


@pytest.mark.parametrize(
    "more",
    [{"packs": 201}, {"packs": -1}, {"size": 3}, {"paper": "a0"}, {"step": [10**9]}, {"first": "x"}, {"packs": 0}],
)
def test_what_cannot_be_printed_is_told(workshop, cast, as_, more):
    answer = as_(cast.hana).get(address(workshop), sent(step(workshop, "open")) | more)
    assert answer.status_code == 422
    assert "Please look at this again" in answer.content.decode()


def test_letters_without_a_font_are_told_on_the_first_page(workshop):
    activity = step(workshop, "open", question="\u0378 what is this?")  # stands for nothing, so no font has it
    data = pack_of(workshop.gathering, Wanted(), [activity])
    told = text_of(PdfReader(io.BytesIO(pdf_of(data))))
    assert "Some letters could not be printed" in told
    assert "what is this?" in told


def test_what_takes_too_long_is_told_and_not_waited_for(workshop, cast, as_, monkeypatch):
    monkeypatch.setattr("alongside.kit.press.SECONDS", 0.001)
    answer = as_(cast.hana).get(address(workshop), sent(step(workshop, "open")))
    assert answer.status_code == 422
    assert "Try fewer packs or steps at once." in answer.content.decode()


def test_letters_of_the_languages_we_ship_need_no_font_of_the_computer(workshop):
    activity = step(workshop, "open", question="Żółć, Ñandú, Ångström, ő ğ ř: ça va?")
    data = pack_of(workshop.gathering, Wanted(), [activity])
    assert "Żółć, Ñandú, Ångström, ő ğ ř: ça va?" in text_of(PdfReader(io.BytesIO(pdf_of(data))))


def test_pairs_are_dealt_out_so_that_each_comes_up_as_often():
    for many in range(2, 21):
        twos = all_twos(range(1, many + 1))
        assert len(twos) == len(set(twos)) == many * (many - 1) // 2
        lists = lists_of(range(1, many + 1))
        assert [two for one in lists for two in one] == twos
        for one in lists:
            assert 0 < len(one) <= 10
            often = [sum(number in two for two in one) for number in range(1, many + 1)]
            assert max(often) - min(often) <= 2
        assert {list_for(sheet, len(lists)) for sheet in range(1, 60)} == set(range(len(lists)))
