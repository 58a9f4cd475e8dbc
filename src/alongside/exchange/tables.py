"""The tables of an archive: every file, column, type and meaning. One description for writing and for reading."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet

from alongside.care.models import Agreement
from alongside.communities.models import Community, PaperWords, Try
from alongside.decisions import models as d
from alongside.easy.models import Form
from alongside.ethics.models import Handling, NotedRisk, Notice, Permission, PlanReview
from alongside.exchange.permitted import easy_notices
from alongside.gatherings.models import Activity, Attendance, Gathering, Room, Seat
from alongside.impact.models import Change, Receipt
from alongside.moderation.models import WordRules
from alongside.needs.models import AccessNotice, AccessPromise
from alongside.people.models import Person
from alongside.projects import models as p
from alongside.room import models as r
from alongside.sensemaking import models as s
from alongside.trust import models as t
from alongside.voices.models import OutputNaming, Stance, Statement, Voice

VERSION = 1


@dataclass(frozen=True)
class TableOf:
    """One file: the rows of one model, found in the project through `path`; numbered 1, 2, 3 in order of keys.

    Rows for which the field `stays` holds "hosts" are only for hosts here, and stay.
    """

    file: str
    model: type[models.Model]
    path: str
    about: str
    columns: tuple[str, ...]
    stays: str = ""

    def rows(self, project: p.Project) -> "QuerySet[Any]":
        rows = self.model._base_manager.filter(**{self.path: project}).order_by("pk")
        return rows.exclude(**{self.stays: "hosts"}) if self.stays else rows

    def field(self, column: str) -> "models.Field[Any, Any]":
        return self.model._meta.get_field(column)  # type: ignore[return-value]

    def kind(self, column: str) -> str:
        """id:FILE, text, number, yes/no, date, hour or time."""
        field = self.field(column)
        if isinstance(field, models.ForeignKey):
            return f"id:{FILE_OF[field.related_model]}"
        if isinstance(field, models.BooleanField):
            return "yes/no"
        if isinstance(field, models.DateTimeField):
            return "time"
        if isinstance(field, models.DateField):
            return "date"
        if isinstance(field, models.TimeField):
            return "hour"
        return "number" if isinstance(field, models.IntegerField) else "text"


def _t(
    file: str, model: type[models.Model], path: str, about: str, columns: str, stays: str = "",
    of: type[TableOf] = TableOf,
) -> TableOf:  # fmt: skip
    return of(file, model, path, about, tuple(columns.split()), stays)


class FormsTable(TableOf):
    """Forms of texts whose rows stay here stay too: the archive would tell in easy words what it does not tell."""

    def rows(self, project: p.Project) -> "QuerySet[Any]":
        hidden = Community.objects.filter(project=project, shown_to="hosts").values("pk")
        rows = super().rows(project).exclude(text__in=STAYING)
        return rows.exclude(text__startswith="communities.", subject_id__in=hidden)


class NoticesTable(TableOf):
    """Words that only young people were told stay: they would tell who is young."""

    def rows(self, project: p.Project) -> "QuerySet[Any]":
        return super().rows(project).exclude(pk__in=easy_notices(project).values("pk"))


class PermissionsTable(TableOf):
    """A parent's answer stays: see `permitted.py`."""

    def rows(self, project: p.Project) -> "QuerySet[Any]":
        return super().rows(project).filter(is_second=False)


PEOPLE = _t(
    "people",
    Person,
    "",
    "People, named only as they chose to be named here; no emails and no cards",
    "nickname full_name pseudonym group_name language made_at",
)
TABLES: tuple[TableOf, ...] = (
    _t("promises", p.Promise, "project", "Versions of the promise",
       "number open negotiable fixed who_decides answer_days playback_days first_look_days second_look_days"
       " made_by made_at"),
    _t("phases", p.Phase, "project", "The plan", "order title about starts_on ends_on"),
    _t("core_choices", p.CoreChoice, "project", "What was fixed, when and by whom", "kind locked_on by side note"),
    _t("memberships", p.Membership, "project", "Who is in the project",
       "person side naming external_id joined_at left_at was_removed"),
    _t("roles", p.Role, "membership__project", "Roles of members", "membership name given_at given_by"),
    _t("gatherings", Gathering, "project", "Workshops and meetings",
       "title on starts_at ends_at place about others_came played_back_on made_at"),
    _t("attendances", Attendance, "gathering__project", "Who was there", "gathering person"),
    _t("agreements", Agreement, "project", "Versions of the group's agreement, a rule on each line",
       "number words how how_words gathering agreed_on made_by made_at"),
    _t("word_rules", WordRules, "project", "Versions of the rules for words, a rule on each line",
       "number words days made_by made_at"),
    _t("communities", Community, "project", "Who should be heard; those that only hosts may know of stay",
       "name kind why size reach how_far how_far_words how_far_on shown_to said_yes next_words next_owner next_due"
       " made_by made_at ended_at", stays="shown_to"),
    _t("community_tries", Try, "community__project", "What was tried to reach them",
       "community on who what came_of_it made_by made_at", stays="community__shown_to"),
    _t("community_papers", PaperWords, "community__project", "What letters and posters for them say",
       "community heading words gets access offline changed_by changed_at", stays="community__shown_to"),
    _t("access_promises", AccessPromise, "project", "How long before gatherings people are told and get papers",
       "number notice_days papers_days made_by made_at"),
    _t("access_notices", AccessNotice, "gathering__project", "When people were told and got papers",
       "gathering notice_on papers_on has_no_papers"),
    _t("activities", Activity, "gathering__project", "Steps of run sheets",
       "gathering order title minutes technique is_break materials say access kind question easy picks may_add approve"
       " made_at"),
    _t("rooms", Room, "gathering__project", "The live side of gatherings",
       "gathering opened_at closed_at led_by on_screen version"),
    _t("seats", Seat, "room__gathering__project", "Places in rooms: phones and sheets of paper",
       "room number how person side is_host is_quiet joined_at seen_at left_at flagged_at flagged_why"),
    _t("handling", Handling, "project", "Who answers for what people give, and how long it is kept",
       "controller address contact basis stored jurisdiction recipients authority keep_months"),
    _t("notices", Notice, "project", "What people were told before they answered; some were told it in easier words",
       "kind number language words sha256", of=NoticesTable),
    _t("permissions", Permission, "project", "What each person allowed, refused and took back, and when; a yes to which"
       " somebody else must agree, and did not, is a no here",
       "record person kind gathering output partner state how notice at until ends_on", of=PermissionsTable),
    _t("risks", NotedRisk, "project", "Risks that people wrote into the ethics plan", "words done side at ended_at"),
    _t("plan_reviews", PlanReview, "project", "Looks at the ethics plan by each side", "side is_fine words on"),
    _t("expectations", t.Expectation, "project", "What each side hopes for, needs and can give; empty where taken back",
       "side kind words told made_at taken_back_at"),
    _t("expectation_replies", t.Reply, "expectation__project", "What the other side says to a line; the newest stands",
       "expectation kind reason at"),
    _t("looks", t.Look, "project", "Days on which both sides look again at what they expect",
       "number begun_on due_on first_due_on done_on"),
    _t("verdicts", t.Verdict, "look__project", "What the side that wrote a line says of it at a look",
       "look expectation kind words at"),
    _t("sides_looked", t.SideLooked, "look__project", "Which side looked when", "look side on"),
    _t("voices", Voice, "project", "What people said, as they said it; empty where taken back or not to be quoted",
       "person gathering words language source said_at typed_by read_back_at naming is_held external_id kept_at"
       " taken_back_at taken_back_how"),
    _t("output_namings", OutputNaming, "voice__project", "Naming that differs in one output", "voice output naming"),
    _t("statements", Statement, "voice__project", "Voices that others answer", "voice moderation"),
    _t("stances", Stance, "statement__voice__project", "1 agree, -1 disagree, 0 pass",
       "statement person seat value at"),
    _t("lives", r.Live, "room__gathering__project", "Activities as they ran",
       "activity room step started_at ends_at stopped_at shown_at"),
    _t("items", r.Item, "voice__project", "What was said in an activity, or weighed in it",
       "activity room voice seat number order moment state place places"),
    _t("marks", r.Mark, "seat__room__gathering__project", "What each seat put where", "activity seat slot value n at"),
    _t("airtimes", r.Airtime, "room__gathering__project", "Who spoke how often", "room label side turns seconds"),
    _t("seating_plans", r.SeatingPlan, "room__gathering__project", "Small groups",
       "room made_at made_by per_table rounds round_now seed engine ended_at"),
    _t("seat_wishes", r.SeatWish, "plan__room__gathering__project", "Who sits together, apart or at which table",
       "plan kind seat other table"),
    _t("table_places", r.TablePlace, "plan__room__gathering__project", "Who sat where", "plan round table seat"),
    _t("themes", s.Theme, "project", "Themes; an ended one became others",
       "title about order made_by made_at ended_at"),
    _t("theme_origins", s.ThemeOrigin, "theme__project", "Which theme came out of which", "theme origin kind by at"),
    _t("placements", s.Placement, "voice__project", "Who put which voice in which theme",
       "voice theme placed_by placed_at carried_from ended_at"),
    _t("suggestion_runs", s.SuggestionRun, "project", "What a machine suggested, with its engine and seed",
       "made_at made_by engine seed voices taught"),
    _t("suggested_groups", s.SuggestedGroup, "run__project", "Groups it suggested, and what people made of them",
       "run theme words outcome ended_at ended_by"),
    _t("suggestions", s.Suggestion, "group__run__project", "Voices in suggested groups; a placement is a person's",
       "group voice confidence words nearest is_typical refused placement"),
    _t("use_checks", s.UseCheck, "voice__project", "Checks with people, and disputes",
       "voice theme asked_by asked_at verdict words said_at typed_by reply reply_by replied_at settled_at"),
    _t("drafts", d.Draft, "project", "Drafts", "title about made_by made_at"),
    _t("passages", d.Passage, "draft__project", "Passages of drafts", "draft order made_at ended_at"),
    _t("passage_versions", d.PassageVersion, "passage__draft__project", "Every version of every passage",
       "passage number heading text why by at"),
    _t("citations", d.Citation, "version__passage__draft__project", "What a version rests on", "version theme voice"),
    _t("comments", d.Comment, "passage__draft__project", "Comments on passages",
       "passage on_version by words at taken_back_at"),
    _t("amendments", d.Amendment, "passage__draft__project", "Proposed new texts and their answers",
       "passage base_number heading text why by at outcome reply answered_by answered_at result"),
    _t("decisions", d.Decision, "project", "Decisions with their reasons",
       "title outcome reason decided_by side community_part decided_on recorded_by recorded_at replaces"),
    _t("decision_subjects", d.DecisionSubject, "decision__project", "What a decision answers",
       "decision version theme voice"),
    _t("receipts", Receipt, "voice__project", "Answers given to voices",
       "voice decision theme version issued_at emailed_at printed_at"),
    _t("changes", Change, "decision__project", "What became different",
       "decision kind words evidence link seen_on noted_by noted_at"),
    # After all that it may stand on; `subject_id` is an id in the file that SUBJECTS names, and 1 for the project.
    _t("forms", Form, "project", "Public texts in easy words, signed in a film, in another language",
       "text subject_id what language words link made_from made_by made_at checked_by checked_on ended_at",
       of=FormsTable),
)  # fmt: skip
ALL = (PEOPLE, *TABLES)
SUBJECTS: dict[str, type[models.Model]] = {  # what a text stands on, by its kind; all others: the project
    "projects.phase": p.Phase,
    "gatherings.about": Gathering,
    "sensemaking.theme": s.Theme,
    "decisions.draft": d.Draft,
    "decisions.passage": d.Passage,
    "decisions.decision": d.Decision,
    "impact.change": Change,
    "communities.community": Community,
    "communities.paper": Community,
}
STAYING = {"trust.ending", "equality.why"}  # no file holds what these stand on
FILE_OF: dict[Any, str] = {table.model: table.file for table in ALL}
PROJECT_FIELDS = ("title", "question", "about", "community_side", "staff_side", "visibility", "starts_on", "ended_on",
                  "source", "made_at")  # fmt: skip


def schema() -> dict[str, Any]:
    """What schema.json says."""
    return {
        "format": "alongside-project",
        "version": VERSION,
        "files": {
            f"data/{table.file}.csv": {
                "about": table.about,
                "columns": [{"name": "id", "type": "number", "meaning": "1, 2, 3 … in this archive"}]
                + [_column(table, name) for name in table.columns],
            }
            for table in ALL
        },
    }


def _column(table: TableOf, name: str) -> dict[str, Any]:
    field = table.field(name)
    told: dict[str, Any] = {"name": name, "type": table.kind(name), "meaning": str(field.verbose_name)}
    if field.choices:
        told["one of"] = [str(key) for key, _label in field.flatchoices]
    return told


def person_columns(table: TableOf) -> list[str]:
    return [name for name in table.columns if table.field(name).related_model is Person]
