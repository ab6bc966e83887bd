# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.ids import PublicIdField


class Dimension(models.TextChoices):
    """The five 强."""

    LEADING = "leading", _("政治引领")
    ORGANISING = "organising", _("组织功能")
    PLACES = "places", _("服务阵地")
    RULES = "rules", _("制度机制")
    EFFECT = "effect", _("作用发挥")


class Round(Bound):
    """A county has the townships below it look at themselves by one score sheet, checks, and publishes."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("名称"), max_length=60)
    due_on = models.DateField(_("自查截止日期"))
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("五强自查")
        indexes = [models.Index(fields=["organisation", "-due_on"], name="strength_round_due")]

    def __str__(self) -> str:
        return self.title


class Item(models.Model):
    """One line of the score sheet, copied into the round: what is asked later does not change this one."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="items")
    dimension = models.CharField(max_length=12, choices=Dimension)
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="item_number_once"),
            models.CheckConstraint(condition=Q(points__gte=1, points__lte=100), name="item_points_in_range"),
        ]

    def __str__(self) -> str:
        return self.text


class Check(Bound):
    """One township in one round: handed in by itself, then checked from above."""

    public_id = PublicIdField()
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="checks")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(null=True, blank=True)
    handed_in_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = pgettext_lazy("strength", "自查表")
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="one_check_a_township"),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True) | Q(handed_in_at__isnull=False),
                name="checked_after_it_was_handed_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.round}"


class Score(models.Model):
    """The points a township gives itself for one item with its evidence, and those it was given. The most an
    item gives is copied here, so that the database itself holds both below it."""

    check_of = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="scores")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    most = models.PositiveSmallIntegerField()
    own = models.PositiveSmallIntegerField(_("自评分"))
    evidence = models.CharField(_("依据"), max_length=300)
    link = models.CharField(_("系统内的记录"), max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given = models.PositiveSmallIntegerField(_("核定分"), null=True, blank=True)
    note = models.CharField(_("核查说明"), max_length=300, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["check_of", "item"], name="one_score_an_item"),
            models.CheckConstraint(condition=Q(own__lte=F("most")), name="own_score_within_the_item"),
            models.CheckConstraint(
                condition=Q(given__isnull=True) | Q(given__lte=F("most")), name="given_score_within_the_item"
            ),
            models.CheckConstraint(
                condition=Q(given__isnull=True) | Q(given=F("own")) | ~Q(note=""),
                name="another_score_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.own}/{self.most}"
