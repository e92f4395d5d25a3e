from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("certifications", "0009_corrections_and_messages")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="channel",
            field=models.CharField(
                choices=[("online", "online"), ("paper", "on paper"), ("counter", "at the counter")],
                default="online",
                max_length=10,
                verbose_name="how it came in",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="received_on",
            field=models.DateField(blank=True, null=True, verbose_name="arrived on"),
        ),
        migrations.AddField(
            model_name="application",
            name="post_to",
            field=models.TextField(blank=True, verbose_name="name and address for letters by post"),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", "online"), ("received_on__isnull", True)),
                    models.Q(
                        models.Q(("channel", "online"), _negated=True),
                        ("received_on__isnull", False),
                        models.Q(("post_to", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="application_paper_has_day_and_address",
            ),
        ),
    ]
