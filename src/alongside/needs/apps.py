from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "alongside.needs"
    label = "needs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import desk, erasing, held  # noqa: F401 (what they show on other pages, what stays gone, what is held)
