"""The roles' groups. Their rights are rows that exist only after the last migration; they are
given then, and by `manage.py roles`."""

from django.db import migrations

GROUPS = (
    "المحررون · Editors",
    "المدير العام · Director-general",
    "مساهمو الجهات · Entity contributors",
    "المترجمون · Translators",
    "المراجعون · Reviewers",
    "مديرو النشرة · Newsletter managers",
    "مديرو الأدوات · Toolkit managers",
    "مديرو النظام · Administrators",
)


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name in GROUPS:
        Group.objects.using(schema_editor.connection.alias).get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cms", "0003_entities_of_users"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
