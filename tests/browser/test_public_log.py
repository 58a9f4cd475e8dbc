"""A browser checks the public log itself, and is not taken in by a changed proof or a log that does not follow on."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Site

GOOD = re.compile("Your browser has checked this entry")
BAD = re.compile("NOT GOOD")


@pytest.fixture(scope="module")
def site(begun: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("log")
    site = Site(begun(folder / "data"))
    file = folder / "warmth.csv"
    file.write_text("words\nIt is cold.\nIt is dark.\n")
    site.run("import", "voices", str(file), "--words", "words")
    site.run("log", "checkpoint")
    site.start()
    yield site
    site.stop()


def changed(page: Page, name: str) -> None:
    """From now on one byte of this part of what the page is given to check is another one."""

    def change(route: Route) -> None:
        answer = route.fetch()
        body = answer.text()
        found = re.search(r'(<script id="log-entry"[^>]*>)(.*?)(</script>)', body, re.DOTALL)
        assert found
        told = json.loads(found.group(2))
        told[name] = {
            "commitment": "00" + told["commitment"][2:],
            "root": "00" + told["root"][2:],
            "content": told["content"] + " ",
            "note": told["note"].replace(f"\n{told['size']}\n", f"\n{told['size'] + 1}\n"),
            "position": told["position"] + 1,
        }[name]
        route.fulfill(response=answer, body=body.replace(found.group(2), json.dumps(told)))

    page.route("**/log/*/", change)


def test_an_entry_is_checked_and_a_changed_one_is_told(site, browse):
    page: Page = browse(site)
    page.goto("/log/")
    page.get_by_role("link", name="0", exact=True).click()
    expect(page.locator("#log-said")).to_have_text(GOOD)
    for name in ("commitment", "root", "content", "note", "position"):
        bad: Page = browse(site)
        changed(bad, name)
        bad.goto("/log/0/")
        expect(bad.locator("#log-said")).to_have_text(BAD)


def test_a_log_that_grows_is_good_and_one_that_was_rewritten_is_not(site, browse):
    page: Page = browse(site)
    page.goto("/log/")
    expect(page.locator("#log-said")).to_have_text(re.compile("keeps this checkpoint"))
    site.python(
        "from django.db import transaction\nfrom alongside.ledger.actions import note_step, write_checkpoint\n"
        "from alongside.projects.models import Project\nproject = Project.objects.get()\n"
        "with transaction.atomic():\n"
        "    for n in range(5): note_step('project.edited', subject=project, project_id=project.pk, fields=['about'])\n"
        "print(write_checkpoint().size)"
    )
    page.goto("/log/")
    expect(page.locator("#log-said")).to_have_text(re.compile("nothing was changed since you were here"))
    page.evaluate(
        "() => { const kept = JSON.parse(localStorage.getItem('log-checkpoint'));"
        " kept.size = 2; kept.root = kept.root.split('').reverse().join('');"
        " localStorage.setItem('log-checkpoint', JSON.stringify(kept)) }"
    )
    page.goto("/log/")
    expect(page.locator("#log-said")).to_have_text(BAD)


def test_without_javascript_it_says_how_to_check(site, browse):
    page: Page = browse(site, java_script_enabled=False)
    page.goto("/log/0/")
    expect(page.locator("#log-said")).to_contain_text("take the whole log as a file")
