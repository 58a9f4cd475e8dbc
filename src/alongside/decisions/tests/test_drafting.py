"""The draft keeps everything that was written, except words that were taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from alongside.decisions import actions, queries
from alongside.decisions.models import Citation, Comment, Decision, Passage, PassageVersion
from alongside.people.models import Naming
from alongside.voices.actions import take_back

DUE: dict[str, Any] = {
    "title": "Windows", "outcome": "adopted", "decided_by": "The board", "side": "staff", "community_part": "none",
    "reason": "Cold rooms make people ill, so windows come first.",
}  # fmt: skip


def a_passage(cast: Any, text: str = "We mend the windows first.", **cited: Any) -> PassageVersion:
    draft = actions.start_draft(cast.project, by=cast.hana, title="Plan")
    return actions.write_passage(draft, by=cast.hana, heading="Windows", text=text, **cited)


def revise(version: PassageVersion, by: Any, text: str, base: int = 1, **cited: Any) -> PassageVersion:
    given = {"themes": (), "voices": (), "why": "", **cited}
    return actions.revise_passage(version.passage, by=by, base_number=base, heading="Windows", text=text, **given)


def test_it_refuses_to_write_over_somebody_else(cast: Any) -> None:
    version = a_passage(cast)
    second = revise(version, cast.hana, "Doors")
    with pytest.raises(actions.EditConflict) as conflict:
        revise(version, cast.cole, "Roofs")
    assert conflict.value.current == second
    assert list(version.passage.versions.values_list("text", flat=True)) == ["Doors", version.text]


def test_it_saves_nothing_when_a_cited_voice_is_foreign(cast: Any, say: Any) -> None:
    foreign = say(cast.olga, "Not yours to cite", project=cast.other)
    with pytest.raises(ValueError, match="another project"):
        a_passage(cast, voices=[foreign])
    assert not Passage.objects.exists()


def test_it_cites_a_quoted_voice_and_leaves_a_foreign_reference_as_letters(cast: Any, say: Any) -> None:
    own, foreign = say(cast.amina, "Mend it"), say(cast.olga, "Elsewhere", project=cast.other)
    a_passage(cast, f"[[voice:{own.pk}]] [[voice:{foreign.pk}]]")
    assert list(Citation.objects.values_list("voice", flat=True)) == [own.pk]


def test_it_never_quotes_somebody_who_asked_not_to_be(cast: Any, say: Any) -> None:
    quiet = say(cast.amina, "Between us", naming=Naming.DO_NOT_QUOTE)
    with pytest.raises(ValueError, match="not to be quoted"):
        a_passage(cast, f"[[voice:{quiet.pk}]]")
    assert not PassageVersion.objects.exists()


def test_it_takes_words_back_out_of_old_versions_and_comments(cast: Any, say: Any) -> None:
    voice = say(cast.amina, "My ceiling drips every night")
    version = a_passage(cast, "She said: My ceiling  drips\nevery night. We act.")
    revise(version, cast.hana, "We act.")
    comment = actions.comment_on(version.passage, by=cast.bryn, words="My ceiling drips every night")
    take_back(voice, by=cast.amina)
    version.refresh_from_db()
    assert version.text == "She said: [words taken back]. We act."
    assert Comment.objects.get(pk=comment.pk).words == "[words taken back]"


def test_it_reads_the_draft_as_it_stood(cast: Any) -> None:
    version = a_passage(cast)
    revise(version, cast.hana, "Doors")
    PassageVersion.objects.filter(pk=version.pk).update(at=timezone.now() - timedelta(days=2))
    draft = version.passage.draft
    then = queries.current_versions(draft, timezone.now() - timedelta(days=1))
    assert [row.text for row in then] == [version.text]
    assert [row.text for row in queries.current_versions(draft)] == ["Doors"]


@pytest.mark.parametrize("reason", ["Because.", "Thank you very much. Noted!", "We have recorded your comments."])
def test_it_refuses_a_decision_that_gives_no_reason(cast: Any, reason: str) -> None:
    version = a_passage(cast)
    today = timezone.localdate()
    with pytest.raises(ValueError, match=r"why|heard"):
        actions.record_decision(
            cast.project, by=cast.dev, decided_on=today, versions=[version], **{**DUE, "reason": reason}
        )
    assert not Decision.objects.exists()


def test_it_refuses_a_decision_on_nothing_or_on_what_is_foreign(cast: Any, say: Any) -> None:
    today = timezone.localdate()
    foreign = say(cast.olga, "Elsewhere", project=cast.other)
    for given in ({}, {"voices": [foreign]}):
        with pytest.raises(ValueError, match=r"answers|another project"):
            actions.record_decision(cast.project, by=cast.dev, decided_on=today, **given, **DUE)
    assert not Decision.objects.exists()


def test_it_routes_each_voice_once_by_the_most_direct_way(
    cast: Any, say: Any, django_assert_max_num_queries: Any
) -> None:
    from alongside.sensemaking.actions import make_theme, place_voices

    one, two, three = (say(cast.amina, f"Voice {n}") for n in range(3))
    theme = make_theme(cast.project, by=cast.hana, title="Cold")
    place_voices([one, two, three], theme, by=cast.hana)
    version = a_passage(cast, themes=[theme], voices=[one, two])
    today = timezone.localdate()
    decision = actions.record_decision(
        cast.project, by=cast.dev, decided_on=today, versions=[version], themes=[theme], voices=[one], **DUE
    )
    with django_assert_max_num_queries(4):
        routes = list(queries.routes_of(decision))
    assert routes == [(one.pk, None, None), (two.pk, None, version.pk), (three.pk, theme.pk, version.pk)]
