import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("involvement", "0001_initial"),
        ("organisations", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(model_name="ledgerentry", name="each_year", field=models.BooleanField(default=False)),
        migrations.AddField(model_name="ledgerentry", name="ends_on", field=models.DateField(blank=True, null=True)),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True),
                    models.Q(("each_year", True), ("ends_on__gte", models.F("on"))),
                    _connector="OR",
                ),
                name="what_ends_came_each_year",
                violation_error_message="Only what is asked each year ends, and not before it began.",
            ),
        ),
        migrations.CreateModel(
            name="Limit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hours", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="hours in 12 months")),
                (
                    "lifted",
                    models.CharField(
                        choices=[
                            ("NOT", "Keep to my limit"),
                            ("ONCE", "Ask me once more, over my limit"),
                            ("FOR_GOOD", "Do not count for me"),
                        ],
                        default="NOT",
                        max_length=8,
                        verbose_name="over the limit",
                    ),
                ),
                ("rests_until", models.DateField(blank=True, null=True, verbose_name="rests until")),
                ("said_at", models.DateTimeField()),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[("EMAIL", "E-mail"), ("TEXT", "Text message"), ("PHONE", "Telephone"), ("LETTER", "Letter")],
                        max_length=10,
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="limit", to="people.person"),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="limit",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours__isnull", True), ("hours__gte", 1), _connector="OR"),
                name="a_limit_is_an_hour_or_more",
                violation_error_message="A limit is one hour or more. To be asked for nothing, choose a day to rest until.",
            ),
        ),
        migrations.AddConstraint(
            model_name="limit",
            constraint=models.CheckConstraint(
                condition=models.Q(("entered_by__isnull", True), models.Q(("channel", ""), _negated=True), _connector="OR"),
                name="a_limit_entered_by_staff_has_its_channel",
                violation_error_message="Say how the person told you.",
            ),
        ),
    ]
