from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="seat",
            name="minutes_a_year",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="minutes a year, with reading and travel"),
        ),
    ]
