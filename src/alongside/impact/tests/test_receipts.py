"""Each voice gets its answer once, and nobody else reads it."""

import re
from datetime import date

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult
from prov.model import ProvDocument

from alongside.decisions.actions import record_decision, start_draft, write_passage
from alongside.decisions.models import Decision, Passage
from alongside.impact import actions, queries
from alongside.impact.models import Receipt
from alongside.impact.tasks import answer_voices, email_receipts, issue_in_job
from alongside.ledger.models import Job, Step
from alongside.sensemaking.actions import make_theme, merge_themes, place_voice
from alongside.voices.actions import take_back

TODAY = date(2026, 3, 2)


@pytest.fixture
def line(cast, say, deliver):
    """Amina's and Bryn's voices, each in a theme; joined into one; a passage; not taken up."""

    def decide(outcome="no", **more):
        decision = record_decision(
            cast.project, by=cast.dev, title="Free buses", outcome=outcome, reason="There is no money this year.",
            decided_by="The board", side="staff", community_part="none", decided_on=TODAY, **more,
        )  # fmt: skip
        deliver()
        deliver()
        return decision

    amina, bryn = say(cast.amina, "Buses stop at six."), say(cast.bryn, "The bus is late.")
    one, two = (make_theme(cast.project, by=cast.hana, title=title) for title in ("Evenings", "Delays"))
    place_voice(amina, one, by=cast.hana)
    place_voice(bryn, two, by=cast.hana)
    both = merge_themes([one, two], by=cast.hana, title="Buses")
    draft = start_draft(cast.project, by=cast.hana, title="Plan")
    version = write_passage(draft, by=cast.hana, heading="Late buses", text="Buses run late.", themes=[both])
    return {"amina": amina, "bryn": bryn, "theme": both, "version": version, "decide": decide}


def test_it_keeps_other_peoples_receipts_and_the_hosts_pages_from_the_wrong_person(cast, as_, line):
    decision = line["decide"](versions=[line["version"]])
    mine = Receipt.objects.get(voice=line["amina"], decision=decision)
    assert as_(cast.bryn).get(f"/my/receipts/{mine.pk}/").status_code == 404
    assert as_(None).get(f"/my/receipts/{mine.pk}/").status_code == 302
    for page in ("waiting", "letters"):
        assert as_(None).get(f"/p/warm-homes/{page}/").status_code == 302
        assert as_(cast.bryn).get(f"/p/warm-homes/{page}/").status_code == 403
    page = as_(cast.amina).get(f"/my/receipts/{mine.pk}/").content.decode()
    assert "This was not taken up, because" in page
    assert "There is no money this year." in page


def test_it_gives_each_voice_one_receipt_however_often_the_follower_runs(cast, line):
    decision = line["decide"](versions=[line["version"]], themes=[line["theme"]], voices=[line["amina"]])
    answer_voices(Step.objects.get(verb="decision.recorded"))
    actions.issue_again(decision, by=cast.hana)
    assert Receipt.objects.filter(decision=decision).count() == 2
    assert Step.objects.filter(verb="receipts.issued").count() == 1
    again = line["decide"]("adopted", themes=[line["theme"]], replaces=decision)
    assert Receipt.objects.filter(voice=line["amina"]).count() == 2
    old = queries.show_receipts([Receipt.objects.get(voice=line["amina"], decision=decision)])[0]
    assert old.decided_again == again


def test_it_gives_no_receipt_to_a_voice_placed_after_the_decision(cast, line, say):
    decision = line["decide"](versions=[line["version"]])
    late = say(cast.cole, "I came late.")
    place_voice(late, line["theme"], by=cast.hana)
    actions.issue_again(decision, by=cast.hana)
    assert not Receipt.objects.filter(voice=late).exists()
    assert late in queries.owed_voices(cast.project)


def test_a_theme_joined_after_the_decision_does_not_bring_its_voices_an_answer(cast, line, say):
    late, other = say(cast.amina, "A bench."), make_theme(cast.project, by=cast.hana, title="Benches")
    place_voice(late, other, by=cast.hana)
    decision = line["decide"](themes=[line["theme"]])
    heard = set(Receipt.objects.values_list("voice", flat=True))
    assert heard == {line["amina"].pk, line["bryn"].pk}
    joined = merge_themes([line["theme"], other], by=cast.hana, title="All of it")
    actions.issue_again(decision, by=cast.hana)
    assert set(Receipt.objects.values_list("voice", flat=True)) == heard
    line["decide"](themes=[joined], outcome="adopted")
    assert Receipt.objects.filter(voice=late).count() == 1


def test_it_emails_once_those_who_wish(cast, line):
    actions.wish_receipts_by_email(cast.bryn, wants=True, by=cast.bryn)
    decision = line["decide"](versions=[line["version"]])
    email_receipts.call(cast.bryn.pk, decision.pk)
    email_receipts.call(cast.bryn.pk, decision.pk)
    assert [message.to for message in mail.outbox] == [["bryn@example.org"]]
    assert "There is no money this year." in mail.outbox[0].body


def test_it_prints_letters_only_for_people_without_email(cast, as_, line):
    line["decide"](versions=[line["version"]])
    page = as_(cast.hana).get("/p/warm-homes/letters/").content.decode()
    assert "Dear Amina" in page
    assert "Dear Bryn" not in page
    as_(cast.hana).post("/p/warm-homes/letters/", {"person": [cast.amina.pk]})
    assert "Dear Amina" not in as_(cast.hana).get("/p/warm-homes/letters/").content.decode()


def test_one_decision_is_told_once_with_all_of_ones_words_that_it_answers(cast, as_, line, say):
    more = say(cast.amina, "Nothing runs on Sundays.")
    place_voice(more, line["theme"], by=cast.hana)
    line["decide"](versions=[line["version"]])
    assert "Nothing runs on Sundays." not in as_(cast.bryn).get("/my/receipts/").content.decode()
    for page in (
        as_(cast.amina).get("/my/receipts/").content.decode(),
        as_(cast.hana).get("/p/warm-homes/letters/").content.decode(),
    ):
        assert "Nothing runs on Sundays." in page
        assert "Buses stop at six." in page
        assert page.count("There is no money this year.") == 1
    start = as_(cast.amina).get("/my/").content.decode()
    assert "for 2 things you said" in start
    assert start.index("for 2 things you said") < start.index("My words, and where they are")


def test_one_can_jump_from_answer_to_answer_and_hear_which_words_a_link_is_about(cast, as_, line, say):
    more = say(cast.amina, "Nothing runs on Sundays.")
    place_voice(more, line["theme"], by=cast.hana)
    line["decide"](versions=[line["version"]])
    title = "<bdi>Free buses</bdi>"
    assert title not in as_(cast.cole).get("/my/receipts/").content.decode()
    assert f'<h2 class="h4">{title}</h2>' in as_(cast.amina).get("/my/receipts/").content.decode()
    assert f'<h3 class="h4">{title}</h3>' in as_(cast.hana).get("/p/warm-homes/letters/").content.decode()
    take_back(more, by=cast.amina)
    page = as_(cast.amina).get("/my/receipts/").content.decode()
    assert page.count(f"(voice {more.pk}, taken back)") == 2
    assert page.count(title) == 1, "its title stands once, as the heading"
    start = as_(cast.amina).get("/my/").content.decode()
    assert re.search(rf"<h3[^>]*>\s*Voice {line['amina'].pk}: .*Buses stop at six.", start)
    assert re.search(rf"<h3[^>]*>\s*Voice {more.pk}: Words were taken back.", start)
    assert re.search(r"<h4[^>]*><a [^>]*><bdi data-said>Free buses", start)


def test_the_newest_day_of_decision_stands_first_though_it_was_kept_first(cast, as_, line):
    newest = line["decide"](versions=[line["version"]])
    oldest = line["decide"](themes=[line["theme"]])
    middle = line["decide"](themes=[line["theme"]])
    for row, title, day in ((newest, "Newest", 7), (oldest, "Oldest", 1), (middle, "Middle", 3)):
        Decision.objects.filter(pk=row.pk).update(title=title, decided_on=date(2026, 3, day))
    assert "Newest" not in as_(cast.cole).get("/my/receipts/").content.decode()
    for address in ("/my/receipts/", "/my/", "/p/warm-homes/decisions/"):
        page = as_(cast.amina).get(address).content.decode()
        assert page.index("Newest") < page.index("Middle") < page.index("Oldest"), address
    start = as_(cast.amina).get("/my/").content.decode().split("My words, and where they are")[1]
    assert start.index("Newest") < start.index("Middle") < start.index("Oldest"), "beside each of one's words too"
    last = as_(cast.amina).get(f"/p/warm-homes/decisions/?after={middle.pk}").content.decode()
    assert "Oldest" in last
    assert "Newest" not in last


def test_where_nothing_has_changed_yet_it_says_what_we_know_so_far(cast, as_, line):
    decision = line["decide"](versions=[line["version"]])
    address = f"/p/warm-homes/decisions/{decision.pk}/changes/note/"
    as_(cast.amina).post(address, {"kind": "nothing_yet", "words": "The desk is open. " * 9, "seen_on": "2026-04-02"})
    trail = as_(cast.amina).get(f"/p/warm-homes/voices/{line['amina'].pk}/trail/").content.decode()
    for page in (trail, as_(cast.amina).get("/my/receipts/").content.decode()):
        assert "What we know so far:" in page
        assert "What became different:" not in page
    assert "The desk is open. The desk is open…" in trail.split("<ol")[1], "it ends at a word"


def test_a_theme_has_the_same_number_of_voices_wherever_it_is_told(cast, as_, line, say):
    own, gone = say(cast.cole, "A shelter, please."), say(cast.cole, "It rains in.")
    write_passage(
        line["version"].passage.draft, by=cast.hana, heading="Dry", text="Dry.", themes=[line["theme"]],
        voices=[own, gone],
    )  # fmt: skip
    dry = Passage.objects.latest("pk")
    for voice, by in ((gone, cast.cole), (line["bryn"], cast.bryn)):
        take_back(voice, by=by)
    both = next(node for node in queries.trail_of_passage(dry).nodes if node.label == "Buses")
    assert both.detail == "1 voice and 1 taken back"
    assert "1 voice cited by itself" in {node.label for node in queries.trail_of_passage(dry).nodes}
    draft = as_(cast.bryn).get(f"/p/warm-homes/draft/{dry.draft_id}/").content.decode()
    assert re.search(r"2\s+voices", draft), "the same two: one in the theme, one by itself"


def test_it_draws_the_way_through_joined_themes_in_both_directions(cast, as_, line, django_assert_max_num_queries):
    decision = line["decide"](versions=[line["version"]])
    as_(cast.amina).post(
        f"/p/warm-homes/decisions/{decision.pk}/changes/note/",
        {"kind": "unwanted", "words": "It got worse.", "seen_on": "2026-04-02"},
    )
    with django_assert_max_num_queries(20):
        trail = queries.trail_of_voice(line["amina"], viewer=cast.amina)
    assert [node.label for node in trail.steps] == [
        "Buses stop at six.", "Evenings", "Buses", "Late buses", "Free buses", "It got worse.",
        "Your answer: Free buses",
    ]  # fmt: skip
    for path in (f"voices/{line['amina'].pk}/trail/", f"voices/{line['amina'].pk}/trail/trail.svg",
                 f"passages/{line['version'].passage_id}/trail/", "changes/", "clocks/"):  # fmt: skip
        assert as_(cast.amina).get(f"/p/warm-homes/{path}").status_code == 200, path
    assert as_(cast.dev).get("/p/warm-homes/waiting/").status_code == 200
    prov = as_(None).get(f"/p/warm-homes/voices/{line['amina'].pk}/trail.prov.json").content.decode()
    assert ProvDocument.deserialize(content=prov, format="json").get_records()
    assert "Amina" not in prov
    assert as_(cast.amina).get("/my/receipts/").status_code == 200
    space = as_(cast.amina).get("/my/").content.decode()
    assert "There is no money this year." in space


def test_themes_and_decisions_have_their_trails_too(cast, as_, line, django_assert_max_num_queries):
    decision = line["decide"](versions=[line["version"]])
    actions.note_change(decision, by=cast.amina, kind="wanted", words="A bus at nine.", seen_on=TODAY)
    evenings = line["theme"].origins.get(origin__title="Evenings").origin
    told = ("Evenings", "Buses", "Late buses", "Free buses", "A bus at nine.", "2 voices answered")
    for path in (f"themes/{line['theme'].pk}", f"themes/{evenings.pk}", f"decisions/{decision.pk}"):
        with django_assert_max_num_queries(30):
            page = as_(None).get(f"/p/warm-homes/{path}/trail/").content.decode()
        assert [words for words in told if words not in page] == [], path
        drawing = as_(None).get(f"/p/warm-homes/{path}/trail/trail.svg")
        assert drawing["Content-Type"] == "image/svg+xml"
        assert "Free buses" in drawing.content.decode()


def test_it_leaves_many_answers_to_a_job_that_really_runs(
    cast, as_, line, monkeypatch, django_capture_on_commit_callbacks
):
    decision = line["decide"](versions=[line["version"]])
    Receipt.objects.all().delete()
    monkeypatch.setattr(actions, "MOST_AT_ONCE", 1)
    path = f"/p/warm-homes/decisions/{decision.pk}/receipts/again/"
    assert as_(cast.bryn).post(path).status_code == 403
    assert not Job.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        as_(cast.hana).post(path)
    waiting = DBTaskResult.objects.filter(task_path="alongside.impact.tasks.issue_in_job")
    issue_in_job.call(*waiting.get().args_kwargs["args"])
    assert Job.objects.get().result == {"receipts": 2}
    assert Receipt.objects.filter(decision=decision).count() == 2
