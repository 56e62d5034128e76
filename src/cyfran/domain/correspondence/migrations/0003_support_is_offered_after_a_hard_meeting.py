from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0002_messages_are_sealed"),
    ]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("MY_PAGE", "The link to my page"),
                    ("INVITATION", "Invitation"),
                    ("ANSWER", "What came of what you said"),
                    ("PROPOSAL_RECEIVED", "Your request has arrived"),
                    ("PROPOSAL_ANSWERED", "The answer to your request"),
                    ("EVALUATION", "How was it for you?"),
                    ("SUPPORT", "After a hard meeting: somebody is there"),
                ],
                max_length=20,
            ),
        ),
    ]
