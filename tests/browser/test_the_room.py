"""One workshop: a host, a big screen, and phones: with a card, without a name, offline for a while, no JavaScript."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, press, sign_in_by_email

HOST = "hana@example.org"
PHONE = {"width": 390, "height": 800}
STATEMENTS = ["Warm halls come first.", "Letters must be in plain words.", "Landlords answer in two weeks."]
ROOM = "/p/warmth/gatherings/1/room/"
MAKE = f"""
from datetime import date
from alongside.gatherings.models import Activity, Gathering
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.projects.actions import add_member
from alongside.people.actions import make_person, give_card
from alongside.room import actions
project = Project.objects.get(); hana = Person.objects.get(email={HOST!r})
amina = make_person("Amina", by=hana); add_member(project, amina, by=hana, side="community", naming="first")
gathering = Gathering.objects.create(project=project, title="Warm tea", on=date(2026, 3, 1))
def add(kind, **more): return Activity.objects.create(gathering=gathering, title="The " + kind, kind=kind, **more)
made = {{
    "statements": add("statements", question="Do you agree?"),
    "open": add("open", question="What would help?"),
    "dots": add("dots", question="What first?", picks=3),
    "pulse": add("pulse", question="How was it?"),
    "diamond": add("diamond", question="What matters most?"),
    "pairs": add("pairs", question="Which of two?"),
    "nominal": add("nominal", question="Your ideas?", picks=2),
    "1-2-4-all": add("1-2-4-all", question="What never again?"),
    "timeline": add("timeline", question="When did it begin?"),
}}
actions.open_room(gathering, by=hana)
for kind, lines in {{"statements": {STATEMENTS!r}, "dots": ["Sunday opening", "Travel money"],
    "pairs": ["Sunday opening", "Travel money", "Plain letters"], "diamond": ["Card " + str(n) for n in range(9)],
    "nominal": ["Plain letters", "Tea for all", "A lift"]}}.items():
    actions.add_lines(made[kind], lines, by=hana, key=kind)
room = gathering.room
print(json.dumps({{"code": room.code, "card": give_card(amina, by=None), **{{k: a.pk for k, a in made.items()}}}}))
"""


@pytest.fixture(scope="module")
def site(begun: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("room")
    site = Site(begun(folder / "data"))
    file = folder / "warmth.csv"
    file.write_text("words\nIt is cold.\n")
    site.run("admin", HOST)
    site.run("import", "voices", str(file), "--words", "words", "--host", HOST)
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, Any]:
    found: dict[str, Any] = site.python(MAKE)
    return found


@pytest.fixture(scope="module")
def signed_in(site, made, chromium) -> Iterator[Any]:
    context = chromium.new_context(base_url=site.url)
    page = context.new_page()
    sign_in_by_email(site, page, HOST)
    yield context.storage_state()
    context.close()


@pytest.fixture
def host(site, signed_in, browse) -> Page:
    """Hana on the page she leads from; whatever an earlier test left running is stopped."""
    page: Page = browse(site, storage_state=signed_in)
    page.goto(ROOM)
    if (stop := page.get_by_role("button", name="Stop", exact=True)).count():
        stop.click()
        expect(stop).to_have_count(0)
    return page


@pytest.fixture
def phone(site, made, browse) -> Any:
    def join(*, card: str = "", **options: Any) -> Page:
        page: Page = browse(site, viewport=PHONE, **options)
        page.goto(f"/r/{made['code']}/")
        if card:
            page.get_by_text("I have a card").click()
            page.get_by_label("The code on your card").fill(card)
            press(page, "Join with my card")
        else:
            press(page, "Join now")
        expect(page.locator("#now")).to_be_visible()
        return page

    return join


def start(host: Page, title: str) -> None:
    host.goto(ROOM)
    host.get_by_role("button", name=f"Start {title}", exact=True).click()


def answer(phone: Page, words: str, button: str) -> None:
    row = phone.locator(".rm-statement").filter(has_text=words)
    if not row.is_visible():
        press(phone, "See all at once")
    row.get_by_role("button", name=button, exact=True).click()


def counted(site: Site, activity: int) -> dict[str, dict[str, int]]:
    return dict(
        site.python(
            "from alongside.gatherings.models import Activity; from alongside.room.queries import counts_of\n"
            f"found = counts_of(Activity.objects.get(pk={activity}))\n"
            "print(json.dumps({line.number: dict(line.parts) for line in found.lines}))"
        )
    )


def test_one_workshop_with_everybody(site, made, host, phone, browse):
    amina, guest, wanderer = phone(card=made["card"]), phone(), phone()
    plain = phone(java_script_enabled=False)
    screen: Page = browse(site, viewport={"width": 1600, "height": 900})
    host.goto(ROOM + "screen/")  # leads to an address that opens anywhere
    screen.goto(host.url)
    expect(screen.locator(".rm-code-shown")).to_have_text(made["code"])

    start(host, "The statements")
    for one in (amina, guest, wanderer):
        expect(one.locator("#now-title")).to_have_text("Do you agree?")
    expect(screen.locator("h1")).to_have_text("Do you agree?")
    plain.get_by_role("link", name="See what is new").click()

    wanderer.context.set_offline(True)
    answer(wanderer, STATEMENTS[0], "Agree")
    answer(wanderer, STATEMENTS[1], "Disagree")
    expect(wanderer.locator("#rm-line")).to_contain_text("kept on this phone")
    answer(amina, STATEMENTS[0], "Agree")
    answer(guest, STATEMENTS[0], "Disagree")
    answer(guest, STATEMENTS[0], "Agree")  # on second thoughts
    answer(plain, STATEMENTS[0], "Pass")
    expect(plain.locator("#messages")).to_contain_text("Kept. Thank you.")
    expect(amina.locator("#rm-line")).to_have_text("With the room")
    expect(guest.locator("#rm-line")).to_have_text("With the room")
    assert counted(site, made["statements"])["1"] == {"agree": 2, "pass": 1, "seats": 3}
    wanderer.context.set_offline(False)
    expect(wanderer.locator("#rm-line")).to_have_text("With the room", timeout=30_000)
    found = counted(site, made["statements"])
    assert found["1"] == {"agree": 3, "pass": 1, "seats": 4}
    assert found["2"] == {"disagree": 1, "seats": 1}

    host.goto(ROOM)
    expect(screen.locator(".rm-told")).to_have_count(0)
    press(host, "Show everybody the counts")
    expect(screen.locator(".rm-told").first).to_have_text("3 agree, 0 disagree, 1 pass")
    expect(guest.locator(".rm-told").first).to_have_text("3 agree, 0 disagree, 1 pass")
    answer(guest, STATEMENTS[0], "Pass")  # and on they count
    expect(guest.locator(".rm-told").first).to_have_text("2 agree, 0 disagree, 2 pass", timeout=30_000)
    answer(guest, STATEMENTS[0], "Agree")
    press(host, "Stop")
    expect(guest.locator("#now-title")).to_have_text("You are in")

    start(host, "The open")
    expect(amina.locator("#now-title")).to_have_text("What would help?")
    amina.get_by_label("In your own words").fill("Heat that comes before the frost.")
    press(amina, "Send")
    expect(amina.locator("#messages")).to_contain_text("Kept. Thank you.")
    expect(wanderer.locator("#now-title")).to_have_text("What would help?")
    wanderer.context.set_offline(True)
    wanderer.get_by_label("In your own words").fill("Somebody who answers the phone.")
    press(wanderer, "Send")
    expect(wanderer.locator("#rm-line")).to_contain_text("kept on this phone")
    wanderer.context.set_offline(False)
    expect(wanderer.locator("#messages")).to_contain_text("Kept. Thank you.", timeout=30_000)
    plain.get_by_role("link", name="See what is new").click()
    plain.get_by_label("In your own words").fill("A warm bus stop.")
    press(plain, "Send")

    host.goto("/p/warmth/voices/")
    for words in ("Heat that comes before the frost.", "Somebody who answers the phone.", "A warm bus stop."):
        expect(host.get_by_text(words)).to_have_count(1)
    on_into_the_line(site, amina)


def on_into_the_line(site: Site, amina: Page) -> None:
    """A theme, a decision, an answer: what she said in the room comes back to her as a receipt."""
    site.python(
        "from django.utils.timezone import localdate\n"
        "from alongside.people.models import Person; from alongside.projects.models import Project\n"
        "from alongside.sensemaking.actions import make_theme, place_voices\n"
        "from alongside.decisions.actions import record_decision; from alongside.impact.actions import issue_receipts\n"
        "from alongside.voices.models import Voice\n"
        f"project = Project.objects.get(); hana = Person.objects.get(email={HOST!r})\n"
        "theme = make_theme(project, by=hana, title='Warm in time')\n"
        "place_voices([Voice.objects.get(words__startswith='Heat that')], theme, by=hana)\n"
        "issue_receipts(record_decision(project, by=hana, title='Heat from October', outcome='adopted',"
        " reason='You told us that it came too late.', decided_by='The board', side='staff',"
        " community_part='decided', decided_on=localdate(), themes=[theme]))\n"
    )
    card = site.card("Amina")
    amina.goto("/card/")
    amina.locator("main input[name=code]").fill(card)
    amina.locator("main form button[type=submit]").first.click()
    amina.goto("/my/receipts/")
    expect(amina.locator("main")).to_contain_text("You told us that it came too late.")
    expect(amina.locator("main")).to_contain_text("Heat that comes before the frost.")


def test_every_activity_on_a_phone_with_thumbs_and_keys(site, made, host, phone):
    guest = phone()
    start(host, "The dots")
    expect(guest.locator("#now-title")).to_have_text("What first?")
    plus = guest.get_by_role("button", name="+ Sunday opening")
    for _press in range(5):
        plus.click()  # more than there are dots
    expect(guest.locator(".rm-left")).to_have_text("Dots left: 0")
    press(guest, "Send my dots")
    expect(guest.locator("#messages")).to_contain_text("Kept.")
    start(host, "The pairs")
    expect(guest.locator("#now-title")).to_have_text("Which of two?")
    for _pair in range(3):
        guest.locator(".rm-pair button").first.focus()
        guest.keyboard.press("Enter")
    expect(guest.locator("#now")).to_contain_text("You have compared all of them.")
    start(host, "The diamond")
    expect(guest.locator("#now-title")).to_have_text("What matters most?")
    press(guest, "Send my diamond")  # nothing chosen yet
    expect(guest.locator("[role=alert]")).to_have_text("Choose a row for each of the nine.")
    for place, row in enumerate([1, 2, 2, 3, 3, 3, 4, 4, 5]):
        guest.locator("#now select").nth(place).select_option(str(row))
    expect(guest.locator(".rm-left")).to_contain_text("0 · 0 · 0 · 0 · 0")
    press(guest, "Send my diamond")
    expect(guest.locator("#messages")).to_contain_text("Kept.")
    start(host, "The pulse")
    expect(guest.locator("#now-title")).to_have_text("How was it?")
    guest.locator("input[name=level-1][value='8']").check(force=True)
    guest.locator("input[name=level-2][value='']").check(force=True)
    guest.locator(".rm-now form button").click()
    expect(guest.locator("#rm-line")).to_have_text("With the room")
    start(host, "The nominal")
    expect(guest.locator("#now-title")).to_have_text("Your ideas?")
    host.goto(ROOM)
    press(host, "Next step")
    guest.locator("#place-1").select_option("2")
    press(guest, "Send my ranking")
    expect(guest.locator("#messages")).to_contain_text("Kept.")
    start(host, "The timeline")
    guest.get_by_label("When was it?").fill("Last winter")
    guest.get_by_label("What happened?").fill("The boiler broke.")
    press(guest, "Send")
    expect(guest.locator("#messages")).to_contain_text("Kept.")
    guest.wait_for_function("() => document.querySelector('#rm-line').textContent === 'With the room'")
    assert counted(site, made["dots"])["1"] == {"dots": 3, "seats": 1}
    assert sum(one["wins"] for one in counted(site, made["pairs"]).values()) == 3
    assert counted(site, made["pulse"])["1"] == {"8": 1, "seats": 1}
    assert counted(site, made["nominal"])["2"] == {"points": 2, "seats": 1}


def test_of_two_tabs_of_one_phone_what_was_pressed_last_counts(site, made, host, phone):
    """The older tab may have slept: its clock is behind, and what is pressed in it is the newest all the same."""
    old = phone()
    start(host, "The statements")
    expect(old.locator("#now-title")).to_have_text("Do you agree?")
    before = counted(site, made["statements"])["1"]
    new = old.context.new_page()
    new.add_init_script("performance.now = () => 3600000")
    new.goto(old.url)
    new.evaluate("() => { performance.now = () => 7200000 }")  # an hour ahead of the tab that slept
    answer(new, STATEMENTS[0], "Agree")
    expect(new.locator("#rm-line")).to_have_text("With the room")
    answer(old, STATEMENTS[0], "Disagree")
    expect(old.locator("#rm-line")).to_have_text("With the room")
    old.wait_for_function(
        "() => Object.keys(localStorage).every((k) => !k.endsWith('outbox') || localStorage[k] === '[]')"
    )
    after = counted(site, made["statements"])["1"]
    assert after.get("disagree", 0) == before.get("disagree", 0) + 1
    assert after.get("agree", 0) == before.get("agree", 0)


def test_words_half_written_are_not_lost_when_the_host_goes_on(host, phone):
    guest = phone()
    start(host, "The open")
    guest.get_by_label("In your own words").fill("I had only begun to")
    start(host, "The timeline")
    expect(guest.locator("#now-title")).to_have_text("When did it begin?")
    expect(guest.locator("#park-words")).to_have_value("I had only begun to")


def test_a_new_step_takes_nobody_away_from_what_they_write_and_is_told_to_the_ear(host, phone):
    guest = phone()
    start(host, "The open")
    expect(guest.locator("#now-title")).to_be_focused()
    guest.get_by_text("Something for later").click()
    guest.locator("#park-words").press_sequentially("The hall is")
    start(host, "The 1-2-4-all")
    expect(guest.locator("#rm-new")).to_contain_text("What never again?")
    expect(guest.locator("#park-words")).to_be_focused()
    expect(guest.locator("#park-words")).to_have_value("The hall is")
    guest.locator("#now-title").focus()
    host.goto(ROOM)
    press(host, "Next step")
    expect(guest.locator(".rm-step")).to_be_focused()


def test_the_next_pair_is_told_to_the_ear_and_the_last_keeps_the_focus(host, phone):
    guest = phone()
    start(host, "The pairs")
    for _ in range(2):
        guest.locator(".rm-pair button").first.press("Enter")
        expect(guest.locator("#rm-new")).to_contain_text(guest.locator(".rm-pair button").first.inner_text())
    guest.locator(".rm-pair button").first.press("Enter")
    expect(guest.get_by_text("You have compared all of them")).to_be_focused()


def test_what_is_chosen_is_seen_in_colours_people_choose_themselves(host, phone):
    guest = phone(forced_colors="active")
    start(host, "The pulse")
    colour = "one => getComputedStyle(one).backgroundColor"
    boxes = guest.locator("input[name=level-1] + span")
    guest.locator("input[name=level-1]").first.press("Space")
    assert boxes.nth(0).evaluate(colour) != boxes.nth(1).evaluate(colour)
    ends = guest.locator(".rm-levels").first.get_attribute("aria-describedby")
    expect(guest.locator(f"#{ends}")).to_contain_text("0: not at all")


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_axe_finds_nothing_on_any_activity(site, made, host, phone, browse, look):
    axe, sins = Axe(), []
    guest: Page = phone(look=look)
    guest.set_viewport_size({"width": 320, "height": 640})
    host.goto(ROOM + "screen/")
    screen: Page = browse(site, look=look)
    screen.goto(host.url)
    kinds = [kind for kind in made if kind not in {"code", "card"}]
    for kind in kinds if look == "light" else kinds[:3]:
        host.goto(ROOM)
        start(host, f"The {kind}")
        expect(guest.locator(f"#now[data-kind='{kind}']")).to_be_visible()
        if host.get_by_role("button", name="Show everybody the counts").count():
            press(host, "Show everybody the counts")
        pages = [guest, host, screen]
        for page in pages:
            found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
            sins += [f"{kind} {page.url}: {v['id']}: {n['html'][:140]}" for v in found for n in v["nodes"][:3]]
        if guest.evaluate("document.documentElement.scrollWidth") > 320:
            sins.append(f"{kind}: wider than a 320 px screen")
    assert not sins, json.dumps(sins[:20], indent=1)


def test_a_phone_whose_seat_is_lost_is_asked_to_join_again_and_loses_no_word(site, made, host, phone):
    start(host, "The open")
    lost = phone()
    expect(lost.locator("#words")).to_be_visible()
    lost.context.clear_cookies(name="seat")
    lost.locator("#words").fill("A bench by the door.")
    press(lost, "Send")
    expect(lost.locator("#messages")).to_contain_text("We do not know this phone any more")
    lost.get_by_role("link", name="Join again").click()
    press(lost, "Join now")
    expect(lost.locator("#park-words")).to_have_value("A bench by the door.")


def test_a_host_who_uses_keys_hears_news_and_keeps_the_focus(site, made, host, phone):
    guest = phone()
    start(host, "The open")
    host.evaluate(
        "() => { window.said = []; new MutationObserver((all) => all.forEach((one) => one.addedNodes.forEach("
        "(node) => window.said.push(node.textContent.trim())))).observe("
        "document.querySelector('#messages'), {childList: true}) }"
    )
    message = host.locator("#messages").inner_text()
    host.wait_for_function("() => window.said.length > 0")  # what came with the page is said all the same
    assert host.evaluate("window.said") == [message.strip()]
    stop = host.get_by_role("button", name="Stop", exact=True)
    stop.focus()
    stop.evaluate("one => { one.wasHere = true }")
    guest.get_by_label("In your own words").fill("A bus on Sunday.")
    press(guest, "Send")
    expect(host.locator("#leading")).to_contain_text("A bus on Sunday.")
    expect(stop).to_be_focused()
    assert stop.evaluate("one => one.wasHere")  # not a new button that is read out every three seconds
    other = host.context.new_page()
    start(other, "The timeline")
    expect(host.locator("#running")).to_have_text("Now: The timeline")
    expect(host.locator("#running")).to_be_focused()  # the button that stopped the other one is gone
    expect(host.locator("#leading-said")).to_have_text("Now: The timeline")
    other.close()


def test_dots_tell_the_ear_only_what_a_person_changed(host, phone):
    guest = phone()
    start(host, "The dots")
    expect(guest.locator("#now-title")).to_have_text("What first?")
    assert not guest.locator("#now [role=status]").count()
    expect(guest.locator("#rm-new")).to_have_text("")
    guest.get_by_role("button", name="+ Sunday opening").press("Enter")
    number = guest.get_by_label("Sunday opening", exact=True).input_value()
    left = guest.locator(".rm-left").inner_text()
    expect(guest.locator("#rm-new")).to_have_text(f"Sunday opening: {number}. {left}")


def test_each_result_has_a_page_title_of_its_own(made, host):
    start(host, "The open")
    start(host, "The timeline")
    titles = set()
    for kind in ("open", "timeline"):
        host.goto(f"/p/warmth/gatherings/1/results/?a={made[kind]}")
        titles.add(host.title())
        expect(host.get_by_role("heading", name="What came together")).to_have_count(1)
    assert len(titles) == 2


def test_in_a_right_to_left_language_an_address_stays_an_address(host, browse, site, signed_in):
    start(host, "The open")
    there: Page = browse(site, storage_state=signed_in, extra_http_headers={"Accept-Language": "ar-xb"})
    for place in (ROOM, ROOM + "screen/"):
        there.goto(place)
        assert there.evaluate("document.documentElement.dir") == "rtl"
        address = there.locator("bdi").filter(has_text="/r/")
        expect(address).to_have_count(1)
        assert address.evaluate("one => getComputedStyle(one).direction") == "ltr"
    expect(there.locator("h1")).to_have_css("direction", "ltr")  # the host's English question
