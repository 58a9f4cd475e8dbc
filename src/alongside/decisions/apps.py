from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "alongside.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from alongside.projects.history import leads

        from . import desk, reaching, tasks  # noqa: F401 (registers followers and what taking back reaches)

        leads("decisions.draft", "decisions:draft")
        leads("decisions.passage", "decisions:passage")
        leads("decisions.decision", "decisions:decision")
