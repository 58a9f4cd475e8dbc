"""Words kept before permissions were asked one by one: their people said them where a page told what happens to them.

Without this they would stay inside from now on. Each person sees these answers in My permissions and can change them.
"""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

KINDS = ("notes", "quote", "name", "publish")
TWO_YEARS = timedelta(days=730)


def allow_earlier_words(apps, schema_editor):
    Voice, Permission = apps.get_model("voices", "Voice"), apps.get_model("ethics", "Permission")
    pairs = Voice.objects.filter(person__isnull=False).order_by().values_list("project_id", "person_id").distinct()
    ends_on = timezone.localdate() + TWO_YEARS
    rows = [
        Permission(project_id=project, person_id=person, kind=kind, state="given", how="saying", ends_on=ends_on)
        for project, person in pairs
        for kind in KINDS
    ]
    Permission.objects.bulk_create(rows, batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("ethics", "0001_permissions"), ("voices", "0005_held_until_looked_at")]
    operations = [migrations.RunPython(allow_earlier_words, migrations.RunPython.noop)]
