"""From voice to receipt in a real browser, on a real conversation, as each person, with and without JavaScript.

"What is the best way to engage more young people in local scrutiny of policing?" (see tests/line/london.py).
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, press, sign_in_by_email, use_card
from tests.line import london

HOST = "hana@example.org"
TITLE = "How we look at policing together"


@dataclass
class Story:
    """What the walk has to remember: the site, who is at which browser, and which number is which."""

    site: Site
    browse: Any
    javascript: bool
    slug: str = ""
    voice_of: dict[int, int] = field(default_factory=dict)  # comment number: voice
    author_of: dict[int, str] = field(default_factory=dict)  # comment number: nickname
    said: dict[int, str] = field(default_factory=dict)  # comment number: words

    def open(self, code: str = "", **options: Any) -> Page:
        return self.browse(self.site, code=code, java_script_enabled=self.javascript, **options)

    def url(self, rest: str = "") -> str:
        return f"/p/{self.slug}/{rest}"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def story(request, begun, tmp_path, browse):
    """A fresh Alongside with an admin, and the conversation brought in by command."""
    site = Site(begun(tmp_path / "data"))
    site.run("admin", HOST)
    said = site.run("import", "polis", str(london.FOLDER), "--json", "--host", HOST)
    story = Story(site, browse, request.param, slug=json.loads(said.splitlines()[-1])["project"])
    rows = site.python(
        "from alongside.voices.models import Voice\n"
        f"rows = Voice.objects.filter(project__slug={story.slug!r})\n"
        "print(json.dumps(list(rows.values_list('external_id', 'pk', 'person__nickname', 'words'))))"
    )
    for number, pk, nickname, words in rows:
        story.voice_of[int(number)], story.author_of[int(number)] = pk, nickname
        story.said[int(number)] = words
    site.start()
    yield story
    site.stop()


def hosts_browser(story: Story) -> Page:
    page = story.open()
    sign_in_by_email(story.site, page, HOST)
    return page


def put_together(story: Story, host: Page, title: str, voices: set[int]) -> None:
    """Make one theme on the board from loose voices, page after page."""
    host.goto(story.url("board/"))
    first = True
    for _page in range(6):
        boxes = {pk: host.locator(f".al-column--loose input[name=voices][value='{pk}']") for pk in voices}
        here = {pk for pk, box in boxes.items() if box.count()}
        for pk in here:
            boxes[pk].check()
        if here and first:
            host.get_by_label("Or a new theme called").fill(title)
            press(host, "Make it from the ticked ones")
        elif here:
            host.get_by_label("Theme for the ticked voices").select_option(label=title)
            press(host, "Put the ticked ones in")
        first, voices = first and not here, voices - here
        if not voices:
            return
        host.goto(story.url("board/"))
        if not any(host.locator(f".al-column--loose input[name=voices][value='{pk}']").count() for pk in voices):
            host.locator(".al-column--loose").get_by_role("link", name="Show the next ones").click()
    raise AssertionError(f"not on the board: {voices}")


def make_themes(story: Story, host: Page) -> None:
    """Tick what belongs together, give it a name; then join two themes and split one off again."""
    for title, comments in london.THEMES.items():
        put_together(story, host, title, {story.voice_of[number] for number in comments})
    host.goto(story.url("themes/merge/"))
    for title in london.MERGED:
        host.get_by_role("checkbox", name=title).check()
    press(host, "Choose these")
    host.get_by_label("Name of the theme").fill(london.MERGED_TITLE)
    press(host, "Join them")
    expect(host.locator("main")).to_contain_text("6 voices")


def ask_how_it_was_meant(story: Story, host: Page) -> None:
    host.goto(story.url("themes/"))
    host.get_by_role("link", name="Who polices us").first.click()
    press(host, "Ask people: is this how you meant it?")
    expect(host.locator("main")).to_contain_text("Who polices us")


def dispute(story: Story, author: Page, comment: int) -> None:
    """The author says that it was meant otherwise. It stands with the theme, for everyone to see."""
    author.goto("/my/")
    author.get_by_role("link", name="Is this how you meant it?").click()
    card = author.locator("article").filter(has_text=story.said[comment][:40]).first
    form = card.locator("form")
    form.locator("input[name=verdict][value=disputed]").check()
    form.locator("textarea").fill("I meant how they are chosen, too.")
    form.locator("button[type=submit]").click()
    stranger = story.open()
    stranger.goto(story.url("themes/"))
    stranger.get_by_role("link", name="Who polices us").first.click()
    expect(stranger.locator("main")).to_contain_text("I meant how they are chosen, too.")


def write_draft(story: Story, host: Page) -> None:
    titles = list(london.THEMES)
    host.goto(story.url("draft/"))
    host.get_by_role("link", name="Start a draft").click()
    host.get_by_label("Name").fill(TITLE)
    press(host, "Start it")
    for heading, text, theme in london.PASSAGES:
        if "write" not in host.url:  # a new draft begins with its first passage
            host.get_by_role("link", name="Write a passage").click()
        host.get_by_role("textbox", name="Heading").fill(heading)
        host.get_by_role("textbox", name="Text").fill(text)
        host.get_by_role("checkbox", name=titles[theme]).check()
        press(host, "Save the passage")
        expect(host.locator("h1")).to_contain_text(heading)
        host.get_by_role("link", name=TITLE).first.click()


def record_decisions(story: Story, decider: Page) -> None:
    for number, outcome, reason in london.DECISIONS:
        heading = london.PASSAGES[number][0]
        decider.goto(story.url("decisions/record/"))
        decider.get_by_role("checkbox", name=heading).check()
        decider.get_by_label("What was decided on").fill(heading)
        decider.locator(f"input[name=outcome][value={outcome}]").check()
        decider.get_by_label("Who decided").fill("The scrutiny board")
        decider.locator("input[name=side][value=staff]").check()
        decider.locator("input[name=community_part][value=decided]").check()
        if number == 0:  # without a reason nothing is kept, and what was typed stays
            press(decider, "Keep this decision")
            expect(decider.get_by_label("Who decided")).to_have_value("The scrutiny board")
        decider.get_by_label("Why", exact=True).fill(reason)
        press(decider, "Keep this decision")
        expect(decider.locator("main")).to_contain_text(reason)


def bring_in(story: Story, host: Page, nickname: str, *roles: str) -> str:
    """The host adds a person and gives roles; answers the code on the card that the page shows once."""
    host.goto(story.url("people/add/"))
    host.get_by_label("Nickname", exact=True).fill(nickname)
    press(host, "Add, then print the card")
    return give_card(story, host, nickname, *roles)


def give_card(story: Story, host: Page, nickname: str, *roles: str) -> str:
    host.goto(story.url("people/manage/"))
    host.get_by_label("Find by nickname or name").fill(nickname)
    press(host, "Find")
    host.get_by_role("link", name=nickname, exact=True).click()
    host.get_by_role("link", name="Print a new card").click()
    host.locator("main form button[type=submit]").click()
    found = re.search(r"\b([A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4})\b", host.locator("main").inner_text())
    assert found, "no code on the card"
    if roles:
        host.goto(story.url("people/manage/") + f"?q={nickname}")
        host.get_by_role("link", name=nickname, exact=True).click()
        for role in roles:
            host.get_by_role("checkbox", name=role, exact=True).check()
        press(host, "Keep this")
    return found.group(1)


def read_my_answer(story: Story, comment: int, code: str, outcome: str, reason: str) -> Page:
    """An author opens their space on a small phone and reads what came of their words."""
    author = story.open(code, viewport={"width": 320, "height": 640})
    author.goto("/my/receipts/")
    for _page in range(10):
        mine = author.locator("article, li, .al-card").filter(has_text=story.said[comment][:60])
        if mine.count() or not author.get_by_role("link", name="Show the next ones").count():
            break
        author.get_by_role("link", name="Show the next ones").click()
    expect(author.locator("main")).to_contain_text(story.said[comment][:60])
    expect(author.locator("main")).to_contain_text(outcome)
    expect(author.locator("main")).to_contain_text(reason[:40])
    return author


def follow_the_trail(story: Story, stranger: Page) -> None:
    """From a sentence of the draft back to voices, and from a voice on to the decision."""
    stranger.goto(story.url("draft/"))
    stranger.get_by_role("link", name=TITLE).click()
    stranger.get_by_role("link", name="Who is behind this?").first.click()
    expect(stranger.locator("main svg").first).to_be_visible()
    words = story.said[london.THEMES["Real power, not only talk"][0]]
    expect(stranger.locator("main")).to_contain_text(words[:40])
    stranger.goto(story.url(f"voices/{story.voice_of[35]}/trail/"))
    expect(stranger.locator("main")).to_contain_text("Who polices us")
    expect(stranger.locator("main")).to_contain_text("A new kind of checks")


@london.needs_london
def test_each_author_learns_where_their_words_went(story):
    host = hosts_browser(story)
    make_themes(story, host)
    ask_how_it_was_meant(story, host)
    write_draft(story, host)

    dev = bring_in(story, host, "Dev", "Decision-maker")
    decider = story.open(dev)
    expect(decider.locator("main")).to_contain_text("4 passages to decide on")
    record_decisions(story, decider)

    follow_the_trail(story, story.open())
    power, vetting = london.THEMES["Real power, not only talk"][0], 35
    code = give_card(story, host, story.author_of[vetting])
    dispute(story, read_my_answer(story, vetting, code, "No", london.DECISIONS[3][2]), vetting)
    assert story.author_of[power] != story.author_of[vetting]
    other = give_card(story, host, story.author_of[power])
    author = read_my_answer(story, power, other, "Adopted", london.DECISIONS[0][2])

    note_a_change(story, host)
    author.goto("/my/receipts/")
    expect(author.locator("main")).to_contain_text("Two young people voted in the panel of May.")
    take_back(story, author, power)


def note_a_change(story: Story, host: Page) -> None:
    host.goto(story.url("decisions/"))
    host.get_by_role("link", name=london.PASSAGES[0][0]).first.click()
    host.get_by_role("link", name="Note").first.click()
    host.locator("input[name=kind]").first.check()
    host.get_by_label("What became different?").fill("Two young people voted in the panel of May.")
    press(host, "Note it")
    expect(host.locator("main")).to_contain_text("Two young people voted")


def take_back(story: Story, author: Page, comment: int) -> None:
    """The words leave every page at once; a neutral mark and the total say so."""
    author.goto(f"/my/voices/{story.voice_of[comment]}/take-back/")
    press(author, "Yes, take them back")
    stranger = story.open()
    words = story.said[comment][:40]
    for path in ("voices/", f"voices/{story.voice_of[comment]}/", "themes/", "draft/", "decisions/"):
        stranger.goto(story.url(path))
        expect(stranger.locator("main")).not_to_contain_text(words)
    stranger.goto(story.url("voices/"))
    expect(stranger.locator("main")).to_contain_text("1 voice was taken back")


@london.needs_london
def test_a_card_that_was_replaced_opens_nothing(story):
    host = hosts_browser(story)
    old = bring_in(story, host, "Tess")
    new = give_card(story, host, "Tess")
    stranger = story.open()
    stranger.goto("/card/")
    stranger.locator("main input[name=code]").first.fill(old)
    press(stranger, "Open my space")
    expect(stranger.locator("main")).not_to_contain_text("Hello")
    use_card(stranger, new)
    expect(stranger.locator("h1")).to_contain_text("Hello Tess")
