from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "alongside.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import desk  # noqa: F401 (registers what the desk points to)
