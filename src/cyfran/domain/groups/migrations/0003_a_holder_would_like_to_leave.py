from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0002_a_seat_asks_minutes_a_year"),
    ]

    operations = [
        migrations.AddField(
            model_name="seat",
            name="wants_to_leave",
            field=models.BooleanField(default=False, verbose_name="the holder would like to leave"),
        ),
    ]
