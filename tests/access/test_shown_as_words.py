"""Whatever is typed is shown as the words it is, on every page that shows it: nothing of it ever runs."""

import pytest

from tests.access.test_bad_input import NASTY, filled, forms_for
from tests.access.test_canaries import crawl, signed_in
from tests.access.world import World, build

pytestmark = pytest.mark.once


@pytest.fixture
def world(cast) -> World:
    return build(cast)


def test_what_was_typed_is_only_ever_words(world):
    """Posted for good this time, by everyone; then every page is read for anything that would run."""
    for role in ("speaker", "host", "decider"):
        client = signed_in(world.person[role])
        for to, form in forms_for(client, world).values():
            if any(word in to for word in ("remove", "leave", "end", "take-back", "card", "language", "look")):
                continue
            client.post(to, filled(form, NASTY["a script"], everywhere=False))
    typed = 0
    for role in ("stranger", "speaker", "host"):
        starts = ["/", "/my/", "/p/warm-homes/", "/p/warm-homes/history/", "/p/warm-homes/voices/"]
        for path, text in crawl(signed_in(world.person[role]), starts).items():
            if not text.lstrip().startswith("<"):
                continue  # for machines, and sent as such
            typed += "&lt;script&gt;alert(1)" in text
            for run in ("<script>alert", "<img src=x", "<svg/onload"):
                assert run not in text, f"{role}: {path}"
    assert typed > 5, "nothing of it was kept: this test is blind"
