"""Anyone who may see the project reads the draft, as it stands and as it stood; nothing typed in it can act."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from alongside.decisions import actions
from alongside.decisions.models import Draft, PassageVersion
from alongside.people.models import Naming
from alongside.sensemaking.actions import make_theme_of
from alongside.voices.actions import set_naming, take_back

LIST = "/p/warm-homes/draft/"


@pytest.fixture
def draft(cast: Any) -> Draft:
    return actions.start_draft(cast.project, by=cast.hana, title="The plan", about="What we will do")


@pytest.fixture
def write(cast: Any, draft: Draft) -> Any:
    def keep(text: str, heading: str = "Windows", **cited: Any) -> PassageVersion:
        return actions.write_passage(draft, by=cast.hana, heading=heading, text=text, **cited)

    return keep


def url_of(draft: Draft, more: str = "") -> str:
    return f"/p/{draft.project.slug}/draft/{draft.pk}/{more}"


def passage_url(version: PassageVersion, more: str = "") -> str:
    return f"/p/warm-homes/draft/passages/{version.passage_id}/{more}"


def body(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status
    return str(answer.content.decode())


def test_it_hides_a_members_only_draft_from_others(cast: Any, as_: Any) -> None:
    hidden = actions.start_draft(cast.other, by=cast.olga, title="Hidden plan")
    version = actions.write_passage(hidden, by=cast.olga, heading="", text="Hidden words")
    urls = ["draft/", f"draft/{hidden.pk}/", f"draft/{hidden.pk}/history/", f"draft/passages/{version.passage_id}/"]
    for url in urls:
        for wrong in (None, cast.amina, cast.hana):
            assert as_(wrong).get(f"/p/quiet-streets/{url}").status_code == 404
            assert as_(wrong).get(f"/p/warm-homes/{url}").status_code in ({404} if url != "draft/" else {200})
        assert as_(cast.olga).get(f"/p/quiet-streets/{url}").status_code == 200


def test_it_lets_a_stranger_read(cast: Any, as_: Any, draft: Draft, write: Any) -> None:
    version = write("We mend the windows first.")
    assert "The plan" in body(as_(None).get(LIST))
    page = body(as_(None).get(url_of(draft)))
    assert "We mend the windows first." in page
    assert "Nobody is behind this yet" in page
    assert "/revise/" not in page
    assert "We mend" in body(as_(None).get(passage_url(version)))


@pytest.mark.parametrize(
    ("typed", "never"),
    [
        ("<script>alert(1)</script>", "<script>alert"),
        ("[here](javascript:alert(1))", 'href="javascript'),
        ("[here](  jAvAsCrIpT:alert(1) )", 'href="jAvA'),
        ("[here](data:text/html;base64,PHN2Zz4=)", 'href="data'),
        ("[here](/p/warm-homes/)", 'href="/p/warm-homes/" rel'),
        ("![x](https://elsewhere.example/pixel.png)", "<img"),
        ('<img src=x onerror="alert(1)">', "<img"),
        ('[a](https://x.example/"onmouseover="alert(1))', 'onmouseover="alert'),
    ],
)
def test_it_shows_what_was_typed_without_letting_it_act(
    cast: Any, as_: Any, draft: Draft, write: Any, typed: str, never: str
) -> None:
    version = write(typed, heading="<b>Bold</b><script>heading()</script>")
    for url in (url_of(draft), passage_url(version), url_of(draft, "history/")):
        page = body(as_(None).get(url))
        assert never not in page
        assert "<script>heading" not in page
        assert "<b>Bold" not in page


def test_it_draws_light_markdown(cast: Any, as_: Any, draft: Draft, write: Any) -> None:
    write("**Now** and *soon*\n\n- one\n- two\n\n[the law](https://law.example/act)")
    page = body(as_(None).get(url_of(draft)))
    for part in ("<strong>Now</strong>", "<em>soon</em>", "<li>one</li>", '<a href="https://law.example/act"'):
        assert part in page
    assert 'rel="noopener nofollow"' in page


def test_it_draws_a_quote_as_its_person_wishes(cast: Any, as_: Any, draft: Draft, write: Any, say: Any) -> None:
    voice = say(cast.amina, "The <i>rain</i> comes in")
    write(f"One neighbour says: [[voice:{voice.pk}]] So we act.")
    page = body(as_(None).get(url_of(draft)))
    assert "The &lt;i&gt;rain&lt;/i&gt; comes in" in page
    assert "Amina" in page
    voice.output_namings.create(output="draft", naming=Naming.DO_NOT_QUOTE)
    page = body(as_(cast.hana).get(url_of(draft)))
    assert "comes in" not in page
    assert "not quoted at their wish" in page


def test_it_leaves_a_foreign_reference_as_letters(cast: Any, as_: Any, draft: Draft, write: Any, say: Any) -> None:
    foreign = say(cast.olga, "Secret of elsewhere", project=cast.other)
    version = write(f"See [[voice:{foreign.pk}]] and [[voice:999999]]")
    for url in (url_of(draft), passage_url(version)):
        page = body(as_(cast.hana).get(url))
        assert f"[[voice:{foreign.pk}]]" in page
        assert "Secret of elsewhere" not in page


def test_it_never_shows_taken_back_words_in_old_versions(
    cast: Any, as_: Any, draft: Draft, write: Any, say: Any
) -> None:
    voice = say(cast.amina, "My ceiling drips every night")
    version = write(f"[[voice:{voice.pk}]] and so: My ceiling drips every night.", voices=[voice])
    actions.revise_passage(
        version.passage, by=cast.hana, base_number=1, heading="Roof", text="We mend it.", themes=(), voices=(), why="x"
    )
    moment = PassageVersion.objects.get(pk=version.pk).at.isoformat()
    take_back(voice, by=cast.amina)
    asked = [(url_of(draft), {"as_of": moment}), (passage_url(version), {"version": 1})]
    asked += [
        (passage_url(version), {"from": 1, "to": 2}),
        (url_of(draft, "history/"), {"from": moment, "to": "2999-01-01"}),
    ]
    for url, query in asked:
        page = body(as_(cast.hana).get(url, query))
        assert "drips" not in page
        assert "taken back" in page


def test_it_reads_as_it_stood(cast: Any, as_: Any, draft: Draft, write: Any) -> None:
    version = write("First words.")
    PassageVersion.objects.filter(pk=version.pk).update(at=timezone.now() - timedelta(days=9))
    actions.revise_passage(
        version.passage, by=cast.hana, base_number=1, heading="", text="Second words.", themes=(), voices=(), why="x"
    )
    write("Third words.")
    day = (timezone.localdate() - timedelta(days=3)).isoformat()
    page = body(as_(None).get(url_of(draft), {"as_of": day}))
    assert "First words." in page
    assert "Second words." not in page
    assert "Third words." not in page
    moment = PassageVersion.objects.get(text="Second words.").at.isoformat()
    assert "Second words." in body(as_(None).get(f"{url_of(draft)}?as_of={moment}"))  # the plus sign arrives as a space


def test_it_says_when_passages_stand_in_another_order_now(cast: Any, as_: Any, draft: Draft, write: Any) -> None:
    write("First.")
    second = write("Second.")
    moment = {"as_of": second.at.isoformat()}
    assert "order" not in body(as_(None).get(url_of(draft), moment))
    actions.move_passage(second.passage, by=cast.hana, up=True)
    assert "they stand here in today" in body(as_(None).get(url_of(draft), moment))


@pytest.mark.parametrize(
    "nonsense", ["yesterday", "2026-13-45", "9999-12-31", "0001-01-01", "1e9", "\x00", "2026-02-30T99:00"]
)
def test_it_shrugs_at_a_nonsense_moment(cast: Any, as_: Any, draft: Draft, write: Any, nonsense: str) -> None:
    write("Words now.")
    is_past = nonsense == "0001-01-01"
    assert ("Words now." in body(as_(None).get(url_of(draft), {"as_of": nonsense}))) is not is_past
    assert "Written:" in body(as_(None).get(url_of(draft, "history/"), {"from": nonsense, "to": nonsense}))


def test_it_compares_two_moments(cast: Any, as_: Any, draft: Draft, write: Any) -> None:
    version = write("Mend the windows.")
    actions.revise_passage(
        version.passage,
        by=cast.hana,
        base_number=1,
        heading="Windows",
        text="Mend the doors.",
        themes=(),
        voices=(),
        why="Asked",
    )
    first, second = (row.at.isoformat() for row in version.passage.versions.order_by("number"))
    page = body(as_(None).get(url_of(draft, "history/"), {"from": second, "to": first}))
    assert "<del>windows.</del>" in page
    assert "<ins>doors.</ins>" in page
    page = body(as_(None).get(url_of(draft, "history/"), {"from": first, "to": "2999-01-01"}))
    assert "<ins>doors.</ins>" in page
    page = body(as_(None).get(url_of(draft, "history/"), {"from": second, "to": second}))
    assert "reads the same" in page
    page = body(as_(None).get(passage_url(version), {"from": 1, "to": 2}))
    assert "<ins>doors.</ins>" in page


def test_a_comparison_shows_the_words_of_a_quote_not_its_number(
    cast: Any, as_: Any, draft: Draft, write: Any, say: Any
) -> None:
    voice, secret = say(cast.amina, "My ceiling drips"), say(cast.amina, "Only between us")
    version = write(f"[[voice:{voice.pk}]]", heading="")
    words = f"[[voice:{voice.pk}]] [[voice:{secret.pk}]] And so we mend it."
    revise = {"by": cast.hana, "heading": "", "themes": (), "voices": (), "why": "x"}
    actions.revise_passage(version.passage, base_number=1, text=words, **revise)
    actions.propose_amendment(version.passage, by=cast.bryn, base_number=2, heading="", text="Mend it.", why="Short")
    set_naming(secret, by=cast.amina, naming="", outputs={"draft": Naming.DO_NOT_QUOTE})
    pages = [
        (passage_url(version), {"from": 1, "to": 2}),
        (url_of(draft, "history/"), {"from": version.at.isoformat(), "to": "2999-01-01"}),
        (f"/p/warm-homes/amendments/{version.passage.amendments.get().pk}/", {}),
    ]
    for url, query in pages:
        page = body(as_(cast.bryn).get(url, query))
        assert "[[voice:" not in page, url
        assert "“My ceiling drips” (Amina)" in page, url
        assert "Only between us" not in page, url
        assert "not quoted at their wish" in page, url
    assert "[[voice:" not in body(as_(None).get(url_of(draft, "history/")))


def test_long_lists_page(cast: Any, as_: Any, draft: Draft, write: Any) -> None:
    version = write("Text 1", heading="")
    for n in range(1, 24):
        given = {"heading": "", "text": f"Text {n + 1}", "themes": (), "voices": (), "why": f"Because {n}."}
        actions.revise_passage(version.passage, by=cast.hana, base_number=n, **given)
        actions.comment_on(version.passage, by=cast.bryn, words=f"Comment {n}.")
        actions.propose_amendment(version.passage, by=cast.bryn, base_number=1, heading="", text="x", why=f"Wish {n}.")
    page = body(as_(None).get(passage_url(version)))
    for word in ("Because", "Comment", "Wish"):
        assert f"{word} 23." in page
        assert f"{word} 3." not in page
    for key, word in (("versions", "Because"), ("comments", "Comment"), ("proposals", "Wish")):
        found = re.search(rf'href="([^"]*{key}=\d+#{key})"', page)
        assert found, key
        older = body(as_(None).get(passage_url(version) + found[1].partition("#")[0].replace("&amp;", "&")))
        assert f"{word} 1." in older
        assert f"{word} 23." not in older


def test_a_long_history_pages(cast: Any, as_: Any, draft: Draft, write: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("alongside.decisions.history.MOST", 3)
    versions = [write(f"Text {n}.", heading=f"Passage {n}.") for n in range(5)]
    PassageVersion.objects.filter(pk=versions[2].pk).update(at=versions[1].at)  # two at one moment stay together
    seen, url = "", url_of(draft, "history/")
    for _page in range(4):
        page = body(as_(None).get(url)).partition('id="moments-title"')[2]
        seen += page
        more = re.search(r'rel="next" href="([^"#]*)', page)
        if not more:
            break
        url = url_of(draft, "history/") + more[1]
    for n in range(5):
        assert seen.count(f"Passage {n}.") == 1, n


def test_it_tells_of_what_was_left_out(cast: Any, as_: Any, draft: Draft, write: Any) -> None:
    version = write("Mend the windows.")
    write("Mend the doors.", heading="Doors")
    before = PassageVersion.objects.get(text="Mend the doors.").at.isoformat()
    actions.leave_out_passage(version.passage, by=cast.hana)
    page = body(as_(None).get(url_of(draft, "history/"), {"from": before, "to": "2999-01-01"}))
    assert "Left out:" in page
    assert "<del>" in page
    assert "Mend the windows." in body(as_(None).get(url_of(draft), {"as_of": before}))
    assert "Mend the windows." not in body(as_(None).get(url_of(draft)))


def test_it_counts_each_voice_behind_a_passage_once(cast: Any, as_: Any, draft: Draft, write: Any, say: Any) -> None:
    one, two, three, gone = (say(cast.amina, f"Voice number {n}") for n in range(4))
    theme = make_theme_of(cast.project, [one, two, gone], by=cast.hana, title="Cold")
    take_back(gone, by=cast.amina)
    write("Text", themes=[theme], voices=[two, three])
    page = " ".join(body(as_(None).get(url_of(draft))).split())
    assert "3 voices · 1 theme" in page
    assert "Nobody is behind this yet" not in page


def test_it_asks_the_same_number_of_queries_for_two_passages_and_thirty(
    cast: Any, as_: Any, draft: Draft, write: Any, say: Any, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def more(count: int) -> None:
        for n in range(count):
            voice = say(cast.amina, f"Said {n}")
            theme = make_theme_of(cast.project, [voice], by=cast.hana, title=f"T{n}")
            version = write(f"[[voice:{voice.pk}]]", themes=[theme], voices=[voice])
            actions.comment_on(version.passage, by=cast.bryn, words="Yes")
            actions.propose_amendment(version.passage, by=cast.bryn, base_number=1, heading="", text="x", why="y")
            actions.record_decision(
                cast.project, by=cast.dev, title="D", outcome="adopted", decided_by="Board", side="staff",
                reason="Cold rooms make people ill, so this comes first.", community_part="none",
                decided_on=timezone.localdate(), versions=[version],
            )  # fmt: skip

    browser = as_(cast.hana)
    more(2)
    browser.get(url_of(draft))
    with CaptureQueriesContext(
        connection,
    ) as few:
        body(browser.get(url_of(draft)))
    more(28)
    with django_assert_num_queries(len(few)):
        page = body(browser.get(url_of(draft)))
    assert page.count("al-chip--adopted") == 30
