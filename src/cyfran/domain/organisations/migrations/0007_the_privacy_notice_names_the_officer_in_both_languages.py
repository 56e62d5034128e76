from django.db import migrations, models


class Migration(migrations.Migration):
    """What was written so far stands in English, and is shown to everybody with its language until both are written."""

    dependencies = [
        ("organisations", "0006_the_privacy_notice_names_officer_and_condition"),
    ]

    operations = [
        migrations.RenameField(
            model_name="organisation",
            old_name="protection_officer",
            new_name="protection_officer_en",
        ),
        migrations.AlterField(
            model_name="organisation",
            name="protection_officer_en",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="how to reach the data protection officer, in English"
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="protection_officer_cy",
            field=models.CharField(
                blank=True, default="", max_length=200, verbose_name="how to reach the data protection officer, in Welsh"
            ),
            preserve_default=False,
        ),
    ]
