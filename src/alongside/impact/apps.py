from django.apps import AppConfig


class ImpactConfig(AppConfig):
    name = "alongside.impact"
    label = "impact"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from alongside.projects.history import leads

        from . import desk, tasks  # noqa: F401 (registers its tasks and followers)

        leads("impact.change", "impact:changes", each=False)
