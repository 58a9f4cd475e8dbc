"""From an invitation to words that are gone: somebody with a card, a supporter, a host, a lead, an outsider."""

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import COMMAND, Site, press, sign_in_by_email

HOST = "hana@example.org"
CANARY, NEED, WORRY = "zinniacanary", "lilacneed", "orchidworry"
WORDS = f"{CANARY} says that the stairs to the hall are dark and steep."
PHONE = {"width": 360, "height": 740}
PLACE = "/p/warmth/"
MAKE = f"""
from datetime import timedelta
from django.utils.timezone import localdate
from alongside.gatherings.models import Gathering
from alongside.people.actions import make_person
from alongside.people.models import Person
from alongside.projects.actions import add_member
from alongside.projects.models import Project
project, hana = Project.objects.get(), Person.objects.get(email={HOST!r})
add_member(project, make_person("Bryn", by=hana), by=hana)
add_member(project, make_person("Sam", by=hana), by=hana, side="staff", roles=["safeguarding"])
Gathering.objects.create(project=project, title="Warm tea", on=localdate() + timedelta(days=20))
"""


@pytest.fixture(scope="module")
def site(begun: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("right")
    site = Site(begun(folder / "data"))
    file = folder / "warmth.csv"
    file.write_text("words\nIt is cold.\n")
    site.run("admin", HOST)
    site.run("import", "voices", str(file), "--words", "words", "--host", HOST)
    site.python(MAKE)
    site.start()
    yield site
    site.stop()


def hits(folder: Path, canary: str) -> dict[str, int]:
    """In which files of the data folder these bytes are."""
    found = {path.name: path.read_bytes().count(canary.encode()) for path in folder.rglob("*") if path.is_file()}
    return {name: number for name, number in found.items() if number}


def invited(site: Site, browse, host: Page) -> str:
    """A community is put on the map; Bryn says yes to opening its door, and makes the letter that he hands over."""
    host.goto(PLACE + "communities/add/")
    host.get_by_label("Name of the community").fill("People on the hill")
    host.get_by_label("A place: a street").check()
    host.get_by_label("Why it matters that they are here").fill("They climb the stairs every day.")
    press(host, "Put it on the map")
    host.get_by_role("link", name="Ask somebody to open the door").click()
    host.get_by_label("A member of this project").select_option(label="Bryn")
    press(host, "Ask them")
    bryn: Page = browse(site, "Bryn", viewport=PHONE)
    bryn.get_by_role("link", name=re.compile("Will you open a door")).click()
    bryn.get_by_label("Yes", exact=True).check()
    press(bryn, "Send my answer")
    bryn.get_by_role("link", name="Make a letter, a poster or cards").click()
    press(bryn, "Make it")
    expect(bryn.get_by_text("They climb the stairs every day.")).to_have_count(0)
    return bryn.locator("#link").input_value()


def says(zin: Page, words: str) -> None:
    zin.goto(PLACE + "say/")
    zin.get_by_label("Your words").fill(words)
    press(zin, "Say it")


def kind_card(page: Page, label: str) -> Page:
    return page.locator("article").filter(has=page.get_by_role("heading", name=label, exact=True))


def answers(page: Page, label: str, button: str) -> None:
    kind_card(page, label).get_by_role("button", name=re.compile(f"^{button}\\s*:")).click()


def test_from_an_invitation_to_words_that_are_gone(site, browse, tmp_path):
    host, outsider = browse(site), browse(site)
    sign_in_by_email(site, host, HOST)
    zin: Page = browse(site, viewport=PHONE)
    zin.goto(invited(site, browse, host))
    zin.locator("input[name=nickname]").fill("Zin")
    press(zin, "Join and get my card")
    expect(zin.get_by_text("Zin").first).to_be_visible()

    needs(zin, host)
    assert hits(site.folder, NEED) == {}, "what somebody needs is sealed"

    says(zin, WORDS)
    zin.goto("/my/permissions/")
    zin.get_by_role("link", name=re.compile("It is cold|warmth", re.IGNORECASE)).first.click()
    mine = zin.url
    expect(kind_card(zin, "Show my words").locator(".al-chip").first).to_have_text("Yes")
    answers(zin, "Photos with me in them", "No")
    expect(kind_card(zin, "Photos with me in them").locator(".al-chip").first).to_have_text("No")

    worried(site, browse, host, outsider)
    supporter(site, browse, host, zin, mine)
    quoted_and_withheld(host, outsider, zin, mine)
    taken_back(site, browse, host, zin, mine, tmp_path)


def needs(zin: Page, host: Page) -> None:
    zin.goto("/my/needs/")
    zin.locator("main textarea").first.fill(f"{NEED}: I cannot climb stairs.")
    press(zin, "Keep this")
    zin.goto(PLACE + "gatherings/")
    zin.get_by_role("link", name=re.compile("Warm tea")).first.click()
    gathering = zin.url
    zin.goto(gathering + "needs/")
    for box in zin.locator("main input[type=checkbox]").all():
        box.check()
    press(zin, "Tell them")
    host.goto(gathering + "access/")
    host.get_by_role("link", name=re.compile("Zin")).first.click()
    expect(host.get_by_text(NEED).first).to_be_visible()


def worried(site: Site, browse, host: Page, outsider: Page) -> None:
    """Without account, name or JavaScript; only the lead reads it, and who has the code reads what was answered."""
    nobody: Page = browse(site, viewport=PHONE, java_script_enabled=False)
    nobody.goto(PLACE + "worried/")
    expect(nobody.get_by_text("we cannot promise to keep everything secret")).to_be_visible()
    nobody.get_by_label("What worries you?").fill(f"{WORRY}: somebody takes his money.")
    nobody.locator("input[name=danger]").last.check()
    press(nobody, "Send it to the safeguarding lead")
    code = nobody.locator(".cr-code").inner_text()
    for wrong in (host, outsider):
        wrong.goto(PLACE + "worries/")
        assert WORRY not in wrong.content()
        expect(wrong.get_by_role("heading", level=1)).not_to_have_text("Worries told here")
    sam: Page = browse(site, "Sam", viewport=PHONE)
    sam.get_by_role("link", name=re.compile("1 worry waits for you")).click()
    sam.get_by_role("main").get_by_role("link", name=re.compile("told on", re.IGNORECASE)).first.click()
    expect(sam.get_by_text(WORRY)).to_be_visible()
    press(sam, "Tell them: it has arrived, I am looking at it")
    sam.get_by_label("Write back to them").fill("Thank you. I ring the bank's helper today.")
    press(sam, "Write this to them")
    nobody.goto("/worry-code/")
    nobody.locator("input[name=code]").fill(code)
    press(nobody, "Show me")
    expect(nobody.get_by_text("I ring the bank's helper today.")).to_be_visible()
    assert WORRY not in nobody.content(), "a code opens the answer, not the worry"
    assert hits(site.folder, WORRY) == {}, "a worry is sealed"


def supporter(site: Site, browse, host: Page, zin: Page, mine: str) -> None:
    """Bryn answers for Zin once a host has asked and Zin has said yes, and it stands beside the answer."""
    bryn: Page = browse(site, "Bryn")
    assert bryn.goto(mine).status == 404
    host.goto(PLACE + "permissions/of/phone/")
    host.get_by_role("link", name="Zin").click()
    host.get_by_label("Who would answer for them?").select_option(label="Bryn")
    host.get_by_label("A supporter. We ask the person first").check()
    host.locator("section").filter(has_text="Somebody answers for them").get_by_role("button").click()
    expect(host.get_by_text("The person is asked in My space")).to_be_visible()
    assert bryn.goto(mine).status == 404, "asked is not yet allowed"
    zin.goto(mine)
    zin.get_by_role("button", name=re.compile(r"^Yes\s*: Bryn")).click()
    bryn.goto(mine)
    answers(bryn, "Ring me or text me", "Yes")
    zin.goto(mine)
    expect(kind_card(zin, "Ring me or text me")).to_contain_text("A supporter, for the person")


def quoted_and_withheld(host: Page, outsider: Page, zin: Page, mine: str) -> None:
    """A host quotes the words in a draft; everybody reads them; Zin says no; nobody does."""
    host.goto(PLACE + "voices/?q=" + CANARY)
    number = re.findall(r"/voices/([0-9]+)/", host.content())[0]
    host.goto(PLACE + "draft/start/")
    host.get_by_label("Name").fill("The plan")
    press(host, "Start it")
    host.wait_for_url("**/draft/*/**")
    draft = re.sub(r"(/draft/[0-9]+/).*", r"\1", host.url)
    host.goto(draft + "write/")
    host.get_by_label("Heading").fill("Stairs")
    host.get_by_label("Text", exact=True).fill(f"We begin here. [[voice:{number}]]")
    press(host, "Save the passage")
    outsider.goto(draft)
    expect(outsider.get_by_text(WORDS)).to_be_visible()

    zin.goto(mine)
    answers(zin, "Show my words", "Take it back")
    expect(zin.get_by_role("heading", name="What will happen")).to_be_visible()
    expect(zin.get_by_text("1 voice can be read by you and the hosts only.")).to_be_visible()
    press(zin, "Yes, take it back")
    outsider.goto(draft)
    expect(outsider.get_by_text("not quoted at their wish")).to_be_visible()
    for path in (draft, PLACE + "voices/", PLACE + "voices/?q=" + CANARY, "/api/v1/projects/warmth/voices"):
        outsider.goto(path)
        assert WORDS not in outsider.content()


def taken_back(site: Site, browse, host: Page, zin: Page, mine: str, tmp_path: Path) -> None:
    """With the code on paper, on a phone without signing in and without JavaScript; then the bytes, then a backup."""
    backup = tmp_path / "backup.sqlite3"
    with sqlite3.connect(site.folder / "alongside.sqlite3") as source, sqlite3.connect(backup) as target:
        source.backup(target)
    zin.goto(mine)
    press(zin, "Make a receipt to print")
    code = zin.locator(".et-code").inner_text()
    plain: Page = browse(site, viewport=PHONE, java_script_enabled=False)
    plain.goto("/take-back/")
    plain.get_by_label("The code on your paper").fill(code)
    press(plain, "Show me")
    expect(plain.get_by_text("1 voice is removed, every word of it.")).to_be_visible()
    press(plain, "Yes, take it back")
    expect(plain.get_by_role("heading", name="Taken back")).to_be_visible()
    assert hits(site.folder, CANARY) == {}
    host.goto(PLACE + "voices/")
    expect(host.get_by_text("taken back").first).to_be_visible()

    restored = tmp_path / "restored"
    shutil.copytree(site.folder, restored)
    for name in ("alongside.sqlite3", "alongside.sqlite3-wal", "alongside.sqlite3-shm"):
        (restored / name).unlink(missing_ok=True)
    shutil.copy(backup, restored / "alongside.sqlite3")
    assert hits(restored, CANARY)
    environment = {**site.environment, "ALONGSIDE_DATA": str(restored)}
    done = subprocess.run(
        [COMMAND, "withdraw", "NOSUCHCODE"], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert "gone again" in done.stdout
    assert hits(restored, CANARY) == {}
