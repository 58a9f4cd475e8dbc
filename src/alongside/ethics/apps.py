from django.apps import AppConfig


class EthicsConfig(AppConfig):
    name = "alongside.ethics"
    label = "ethics"
    default_auto_field = "django.db.models.BigAutoField"
