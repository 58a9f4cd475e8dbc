"""Comments and proposals can be set aside: how `moderation` finds one, and where words were written again by hand."""

from typing import Any

from django.urls import reverse

from alongside.decisions.models import Amendment, Comment, Decision
from alongside.decisions.queries import newest_versions
from alongside.decisions.reaching import may_hold, pattern_of
from alongside.decisions.saids import show_said
from alongside.moderation.models import What
from alongside.moderation.subjects import Copy, Subject, finds, finds_copies
from alongside.projects.models import Project


@finds(What.COMMENT.value)
def a_comment(project: Project, pk: int, viewer: Any) -> Subject | None:
    rows = Comment.objects.filter(passage__draft__project=project, pk=pk)
    return _subject(What.COMMENT.value, rows.select_related("by", "passage").first(), project, viewer)


@finds(What.PROPOSAL.value)
def a_proposal(project: Project, pk: int, viewer: Any) -> Subject | None:
    rows = Amendment.objects.filter(passage__draft__project=project, pk=pk)
    return _subject(What.PROPOSAL.value, rows.select_related("by", "passage").first(), project, viewer)


@finds_copies
def copies_in_drafts(project: Project, words: str) -> list[Copy]:
    """Passages as they read now, and decisions."""
    pattern = pattern_of(words)
    if pattern is None:
        return []
    here, found = [project.slug], []
    for version in may_hold(newest_versions(project), ("heading", "text"), words):
        if pattern.search(version.heading) or pattern.search(version.text):
            found.append(Copy(version.title, reverse("decisions:passage", args=[*here, version.passage_id])))
    for decision in may_hold(Decision.objects.filter(project=project), ("title", "reason"), words):
        if pattern.search(decision.title) or pattern.search(decision.reason):
            found.append(Copy(decision.title, reverse("decisions:decision", args=[*here, decision.pk])))
    return found


def _subject(what: str, row: Comment | Amendment | None, project: Project, viewer: Any) -> Subject | None:
    if row is None:
        return None
    (said,) = show_said([row], viewer=viewer, project=project)
    words, is_gone = said.words, isinstance(row, Comment) and row.taken_back_at is not None
    if isinstance(row, Amendment) and said.may_read:
        words = "\n\n".join(part for part in (row.heading, row.text, row.why) if part)
    if isinstance(row, Comment):
        url = f"{reverse('decisions:passage', args=[project.slug, row.passage_id])}#comment-{row.pk}"
    else:
        url = reverse("decisions:answer_amendment", args=[project.slug, row.pk])
    return Subject(what=what, id=row.pk, project=project, words=words, url=url, person=row.by, is_gone=is_gone)
