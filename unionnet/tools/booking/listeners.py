# SPDX-License-Identifier: Apache-2.0
"""What people are told. After the commit, at least once. Of what is private a notice says only that it is an
appointment: others may look at the phone."""

from __future__ import annotations

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_noop as _

from unionnet.directory.reach.actions import notify, notify_all
from unionnet.foundation.journal import on
from unionnet.tools.booking.facts import BanLifted, Banned, Booked, BookingCancelled, BookingDecided
from unionnet.tools.booking.models import Ban, Booking, Host


@on(Booked)
def tell_the_hosts(fact: Booked) -> None:
    """The counsellor hears of a new guest; elsewhere whoever has to say yes sees it on the desk."""
    booking = _booking(fact.booking)
    if booking is None or not booking.lives:
        return
    notify_all(
        list(Host.objects.filter(resource=booking.resource).values_list("person_id", flat=True)),
        kind="booking.booked",
        title=_("有人预约了您的时段"),
        text=_("%(at)s 有一个新的预约，请到“我的接待”查看。"),
        facts={"at": _moment(booking)},
        url=reverse("booking:hosting"),
        unique=f"booking.booked.{booking.pk}",
    )


@on(BookingDecided)
def tell_the_answer(fact: BookingDecided) -> None:
    booking = _booking(fact.booking)
    if booking is None:
        return
    text = _("您 %(at)s 的预约没有得到同意：%(note)s")
    if fact.accepted:
        text = _("您 %(at)s 的预约已同意，请准时到。")
    elif not booking.note:
        text = _("您 %(at)s 的预约在开始前没有得到答复，已作废。")
    _say(booking, "decided", _("预约的答复"), text)


@on(BookingCancelled)
def tell_it_is_off(fact: BookingCancelled) -> None:
    booking = _booking(fact.booking)
    if booking is None:
        return
    if fact.by_house:
        _say(booking, "cancelled", _("预约已取消"), _("您 %(at)s 的预约被取消：%(note)s。请另选时间。"))
    elif booking.is_private:
        hosts = Host.objects.filter(resource=booking.resource).values_list("person_id", flat=True)
        notify_all(
            list(hosts),
            kind="booking.cancelled",
            title=_("一个预约取消了"),
            text=_("%(at)s 的预约由对方取消了。"),
            facts={"at": _moment(booking)},
            url=reverse("booking:hosting"),
            unique=f"booking.freed.{booking.pk}.{_stamp(booking)}",
        )


@on(Banned)
def tell_the_ban(fact: Banned) -> None:
    ban = Ban.objects.select_related("person", "last__by").filter(pk=fact.ban).first()
    if ban is None:
        return
    _tell_party(
        ban,
        "banned",
        _("暂停预约"),
        _("因多次预约后没有到场，%(until)s 前不能预约同类场地。有特殊情况请联系管理工会。"),
    )


@on(BanLifted)
def tell_the_ban_is_lifted(fact: BanLifted) -> None:
    ban = Ban.objects.select_related("person", "last__by").filter(pk=fact.ban).first()
    if ban is not None:
        _tell_party(ban, "ban_lifted", _("预约已恢复"), _("您现在又可以预约了。解除暂停的原因：%(reason)s"))


def _tell_party(ban: Ban, what: str, title: str, text: str) -> None:
    person = ban.person or (ban.last.by if ban.last else None)
    if person is None:
        return
    until = formats.date_format(timezone.localtime(ban.until), "Y-m-d")
    notify(
        person,
        kind=f"booking.{what}",
        title=title,
        text=text,
        facts={"until": until, "reason": ban.lift_reason},
        url=reverse("booking:mine"),
        unique=f"booking.{what}.{ban.pk}",
    )


def _say(booking: Booking, what: str, title: str, text: str) -> None:
    """To whoever booked: for a union, the officer who did."""
    notify(
        booking.person or booking.by,
        kind=f"booking.{what}",
        title=title,
        text=text,
        facts={"at": _moment(booking), "note": booking.note},
        url=reverse("booking:booking", args=[booking.public_id]),
        unique=f"booking.{what}.{booking.pk}.{_stamp(booking)}",
    )


def _booking(pk: int) -> Booking | None:
    return Booking.objects.select_related("resource", "person", "by").filter(pk=pk).first()


def _moment(booking: Booking) -> str:
    return formats.date_format(timezone.localtime(booking.starts_at), "Y-m-d H:i")


def _stamp(booking: Booking) -> str:
    """A second cancellation after an undo is a second notice; a repeated fact is not."""
    return f"{(booking.decided_at or booking.at).timestamp():.0f}"
