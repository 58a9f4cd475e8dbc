from django.apps import AppConfig


class EasyConfig(AppConfig):
    name = "alongside.easy"
    label = "easy"
    default_auto_field = "django.db.models.BigAutoField"
