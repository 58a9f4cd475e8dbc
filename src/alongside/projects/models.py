"""Projects: a question, a promise, phases, and the people on both sides."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.people.models import Naming, Person


class Network(models.Model):
    """This installation: the communities and organisations that work together. One row."""

    name = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    contact = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class Side(models.TextChoices):
    COMMUNITY = "community", _("Community")
    STAFF = "staff", _("Staff")


class Project(models.Model):
    """One long piece of coproduction."""

    class Visibility(models.TextChoices):
        EVERYONE = "everyone", _("Everyone can read it")
        MEMBERS = "members", _("Only the people in it")

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("name"), max_length=200)
    question = models.CharField(_("question"), max_length=500)
    about = models.TextField(_("what it is about"), blank=True)
    community_side = models.CharField(_("community side"), max_length=120)
    staff_side = models.CharField(_("staff side"), max_length=120)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.EVERYONE)
    starts_on = models.DateField(default=timezone.localdate)
    ended_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=300, blank=True)  # where an imported project came from, and its licence

    class Meta:
        ordering = ["-starts_on", "-id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("projects:project", args=[self.slug])

    def side_name(self, side: str) -> str:
        return self.community_side if side == Side.COMMUNITY else self.staff_side


class Promise(models.Model):
    """What is open, negotiable and fixed; who decides; by when people are answered. Versions are kept."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="promises")
    number = models.PositiveIntegerField(default=1)
    open = models.TextField(_("open"), blank=True)
    negotiable = models.TextField(_("negotiable"), blank=True)
    fixed = models.TextField(_("fixed"), blank=True)
    who_decides = models.TextField(_("who decides"), blank=True)
    answer_days = models.PositiveIntegerField(_("days to a reasoned answer"), default=84)
    playback_days = models.PositiveIntegerField(_("days to play back notes"), default=14)
    first_look_days = models.PositiveIntegerField(_("days to a first look back"), default=182)
    second_look_days = models.PositiveIntegerField(_("days to a second look back"), default=365)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="promise_number")]

    def __str__(self) -> str:
        return f"promise {self.number} of {self.project_id}"


class Phase(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="phases")
    order = models.PositiveIntegerField(default=0)
    title = models.CharField(_("name"), max_length=120)
    about = models.TextField(_("what happens"), blank=True)
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"), null=True, blank=True)

    class Meta:
        ordering = ["order", "starts_on", "id"]

    def __str__(self) -> str:
        return self.title


class CoreChoice(models.Model):
    """One of the five choices that shape a project, and when it stopped being open."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("The question")
        SCOPE = "scope", _("What is in and what is out")
        WHO = "who", _("Who takes part")
        METHOD = "method", _("How we work")
        BUDGET = "budget", _("The budget")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="core_choices")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    locked_on = models.DateField(_("fixed on"))
    by = models.CharField(_("fixed by"), max_length=200)
    side = models.CharField(max_length=10, choices=Side.choices)
    note = models.TextField(_("what was chosen"), blank=True)

    class Meta:
        ordering = ["locked_on", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "kind"], name="core_choice_once")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.project_id}"


class Membership(models.Model):
    """A person in a project: which side, how they are shown, since when."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    side = models.CharField(_("side"), max_length=10, choices=Side.choices, default=Side.COMMUNITY)
    naming = models.CharField(_("how I am shown"), max_length=12, choices=Naming.choices, default=Naming.ANONYMOUS)
    external_id = models.CharField(max_length=80, blank=True)  # the id in the export this person came from
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)
    was_removed = models.BooleanField(default=False)  # a host ended it; an open link must not undo that

    class Meta:
        ordering = ["joined_at", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "person"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.project_id}"

    @property
    def shown_name(self) -> str:
        return self.person.named(self.naming)


class RoleName(models.TextChoices):
    HOST = "host", _("Host")
    CO_HOST = "co-host", _("Co-host")
    DECISION_MAKER = "decision-maker", _("Decision-maker")
    TREASURER = "treasurer", _("Treasurer")
    EVALUATOR = "evaluator", _("Evaluator")
    SAFEGUARDING = "safeguarding", _("Safeguarding lead")


class Role(models.Model):
    """A role held by a member. Roles stack; being a member needs no row here."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(max_length=16, choices=RoleName.choices)
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "name"], name="role_once")]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """A way in: a link or a letter. Ends by itself; a personal one works once. Only a hash is kept."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    side = models.CharField(max_length=10, choices=Side.choices, default=Side.COMMUNITY)
    roles = models.JSONField(default=list)
    for_whom = models.CharField(_("who it is for"), max_length=120, blank=True)
    uses_left = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    keeps_quiet = models.BooleanField(default=False)  # no step tells who used it: it is a community's door

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
