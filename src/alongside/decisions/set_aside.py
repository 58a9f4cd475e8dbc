"""Comments and proposals can be set aside: how `moderation` finds one."""

from typing import Any

from django.urls import reverse

from alongside.decisions.models import Amendment, Comment
from alongside.decisions.saids import show_said
from alongside.moderation.models import What
from alongside.moderation.subjects import Subject, finds
from alongside.projects.models import Project


@finds(What.COMMENT.value)
def a_comment(project: Project, pk: int, viewer: Any) -> Subject | None:
    rows = Comment.objects.filter(passage__draft__project=project, pk=pk)
    return _subject(What.COMMENT.value, rows.select_related("by", "passage").first(), project, viewer)


@finds(What.PROPOSAL.value)
def a_proposal(project: Project, pk: int, viewer: Any) -> Subject | None:
    rows = Amendment.objects.filter(passage__draft__project=project, pk=pk)
    return _subject(What.PROPOSAL.value, rows.select_related("by", "passage").first(), project, viewer)


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
