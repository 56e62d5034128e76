import cyfran.domain.base.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0008_whom_people_look_after_and_how_it_changes'),
    ]

    operations = [
        migrations.RemoveField(model_name='caringrole', name='ended_on'),
        migrations.AlterField(
            model_name='caringrole',
            name='public_id',
            field=cyfran.domain.base.fields.PublicIdField(default=cyfran.domain.base.fields.new_public_id, editable=False, max_length=12, unique=True),
        ),
        migrations.AlterField(
            model_name='caringrole',
            name='relation',
            field=models.CharField(choices=[('PARENT', 'My mum or dad'), ('PARTNER', 'My husband, wife or partner'), ('CHILD', 'My son or daughter'), ('SIBLING', 'My brother or sister'), ('GRANDPARENT', 'My grandparent'), ('FRIEND', 'A friend or neighbour'), ('OTHER', 'Somebody else'), ('NOT_SURE', 'I am not sure whether I look after somebody')], max_length=12, verbose_name='whom they look after'),
        ),
        migrations.AddConstraint(
            model_name='caringrole',
            constraint=models.UniqueConstraint(fields=('person', 'cared_for'), name='a_caring_role_is_said_once', violation_error_message='This is already recorded.'),
        ),
        migrations.AddConstraint(
            model_name='caringrole',
            constraint=models.CheckConstraint(condition=models.Q(('cared_for__isnull', True), models.Q(('cared_for', models.F('person')), _negated=True), _connector='OR'), name='nobody_is_her_own_carer', violation_error_message='This is the same person.'),
        ),
        migrations.AddConstraint(
            model_name='caringrole',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'DIED'), _negated=True), models.Q(('called', ''), ('cared_for__isnull', True)), _connector='OR'), name='nobody_who_died_is_named', violation_error_message='Nothing is kept of somebody who has died.'),
        ),
    ]
