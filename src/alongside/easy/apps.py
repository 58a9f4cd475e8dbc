from django.apps import AppConfig


class EasyConfig(AppConfig):
    name = "alongside.easy"
    label = "easy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import desk, history, held, of_projects, withdrawal  # noqa: F401, I001 (what they show, tell, hold, reach)
