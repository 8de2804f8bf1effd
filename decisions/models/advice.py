"""The candidate's side: advice, the letters drafted from it, what they chose and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from decisions.models.choices import Verdict
from decisions.models.invitation import Invitation


class Advice(models.Model):
    """Frozen: a trigger refuses to change a row. A changed answer makes number 2, 3, ..."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="advice")
    number = models.PositiveIntegerField()
    draft_version = models.PositiveIntegerField()
    rules = models.CharField(max_length=20)
    # In the words of the engine: ids of the question set, days counted from `scored_on`.
    answers = models.JSONField()
    # The draft that they were made from, so that the web words ("not working", a date) can be shown again.
    draft_answers = models.JSONField()
    scored_on = models.DateField()
    result = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("advice")
        verbose_name_plural = _("advice")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["invitation", "number"], name="advice_number_once"),
            # Submitting the same draft twice makes one advice.
            models.UniqueConstraint(fields=["invitation", "draft_version"], name="advice_draft_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="advice_number_from_1"),
        ]

    def __str__(self) -> str:
        return f"advice {self.number}"

    @property
    def verdict(self) -> Verdict:
        return Verdict(self.result["verdict"])


class Letter(models.Model):
    """A draft that the candidate edited; a letter nobody edited is written anew from the answers."""

    class Form(models.TextChoices):
        MAIL = "mail", _("E-mail")
        TEXT = "text", _("Text message")
        PHONE = "phone", _("Phone call")

    advice = models.ForeignKey(Advice, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=24)
    form = models.CharField(max_length=8, choices=Form.choices, default=Form.MAIL)
    language = models.CharField(max_length=10)
    text = models.TextField(max_length=4000)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["advice", "kind", "form", "language"], name="letter_once_per_form"
            )
        ]

    def __str__(self) -> str:
        return self.kind


class Choice(models.Model):
    """What the candidate said they will do. Theirs alone until they share it."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="choice")
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict__in=Verdict.values), name="choice_verdict_known"
            )
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()


class Outcome(models.Model):
    class Code(models.TextChoices):
        WENT_GLAD = "went_glad", _("I went, and I'm glad")
        WENT_SORRY = "went_sorry", _("I went, and it was not worth it")
        SAID_NO = "said_no", _("I said no")
        CALLED_OFF = "called_off", _("They called it off")

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="outcome")
    code = models.CharField(max_length=12, choices=Code.choices)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__in=["went_glad", "went_sorry", "said_no", "called_off"]),
                name="outcome_code_known",
            )
        ]

    def __str__(self) -> str:
        return self.get_code_display()
