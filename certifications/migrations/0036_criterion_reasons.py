from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("certifications", "0032_guard_blind_copies")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="criterion_reasons",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="{code, label: {ja, en, zh}, text} in the rubric's order",
                verbose_name="reasons by criterion",
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="feedback",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="{bands, comments: are they told after the release; bar: what a criterion must reach}",
            ),
        ),
        migrations.RemoveConstraint(model_name="decision", name="decision_refusal_has_reasons"),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=Q(outcome="certified") | Q(state="drafted") | ~Q(reasons="") | ~Q(criterion_reasons=[]),
                name="decision_refusal_has_reasons",
                violation_error_message="A refusal needs reasons.",
            ),
        ),
    ]
