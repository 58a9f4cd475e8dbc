from django.apps import AppConfig


class SensemakingConfig(AppConfig):
    name = "alongside.sensemaking"
    label = "sensemaking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from alongside.projects.history import leads
        from alongside.voices.reach import counts, reaches

        from . import actions, desk, queries, tasks  # noqa: F401 (registers its tasks and followers)

        reaches(actions.forget_words)
        counts(queries.what_taking_back_reaches)
        leads("sensemaking.theme", "sensemaking:theme")
