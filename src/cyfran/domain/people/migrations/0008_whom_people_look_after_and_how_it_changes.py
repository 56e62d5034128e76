import cyfran.domain.base.fields
import django.db.models.deletion
from django.db import migrations, models


def give_ids(apps, schema_editor):
    """Give every role an id of its own, and say in the new words which of them are over."""
    for role in apps.get_model("people", "CaringRole").objects.iterator():
        role.public_id = cyfran.domain.base.fields.new_public_id()
        role.state, role.since = ("ENDED", role.ended_on) if role.ended_on else ("ACTIVE", None)
        role.save(update_fields=["public_id", "state", "since"])


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_a_day_to_leave'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='caringrole', name='a_caring_role_is_said_once'),
        migrations.AddField(
            model_name='person',
            name='stays',
            field=models.CharField(blank=True, choices=[('YES', 'Yes, I would like to stay'), ('NOT_NOW', 'I cannot say yet'), ('NO', 'No, please do not ask me to take part any more')], max_length=8, verbose_name='whether they wish to stay'),
        ),
        migrations.AddField(model_name='caringrole', name='public_id', field=models.CharField(editable=False, max_length=12, null=True)),
        migrations.AddField(
            model_name='caringrole',
            name='cared_for',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='looked_after_by', to='people.person'),
        ),
        migrations.AddField(
            model_name='caringrole',
            name='called',
            field=models.TextField(blank=True, default='', max_length=40, verbose_name='what they are called here'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='caringrole',
            name='state',
            field=models.CharField(choices=[('ACTIVE', 'I look after them now'), ('PAUSED', 'Not at the moment: it is paused'), ('ENDED', 'I no longer look after them'), ('DIED', 'They have died')], default='ACTIVE', max_length=6, verbose_name='how it is now'),
        ),
        migrations.AddField(model_name='caringrole', name='since', field=models.DateField(blank=True, null=True)),
        migrations.AddField(model_name='caringrole', name='said_on', field=models.DateField(blank=True, null=True)),
        migrations.RunPython(give_ids, migrations.RunPython.noop, elidable=True),
    ]
