# SPDX-License-Identifier: Apache-2.0
"""Draws, and what anyone may recompute of them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from unionnet.tools.enrolment.models import Draw, Offer


def draw_of(offer: Offer) -> Draw | None:
    """The draw that decides this offer: its own, or by wishes that of its group."""
    if offer.mode == Offer.Mode.FIRST_COME:
        return None
    whose = Q(group=offer.group_id) if offer.mode == Offer.Mode.RANKED else Q(offer=offer)
    return Draw.objects.filter(whose).select_related("offer", "group").first()


def offers_of(draw: Draw) -> QuerySet[Offer]:
    """What a draw decides: one offer, or the ranked ones of a group."""
    if draw.group_id:
        return Offer.objects.filter(group=draw.group_id, mode=Offer.Mode.RANKED)
    return Offer.objects.filter(draw=draw)


def published(draw: Draw) -> dict[str, object]:
    """What anyone may recompute from. The seed is in it once the draw is done, and not before."""
    sizes = dict(offers_of(draw).order_by("id").values_list("public_id", "size"))
    return {
        "format": "unionnet-draw-1",
        "draw": draw.public_id,
        "kind": "ranked" if draw.group_id else "lottery",
        "sizes": draw.capacity or sizes,
        "commitment": draw.commitment,
        "committed_at": draw.committed_at.isoformat(),
        "roster": draw.roster,
        "roster_root": draw.roster_root,
        "frozen_at": draw.frozen_at.isoformat() if draw.frozen_at else None,
        "seed": draw.seed.open() if draw.drawn_at else None,
        "public_word": draw.public_word,
        "order": draw.order,
        "result": draw.result,
        "passed_over": draw.passed_over,
        "drawn_at": draw.drawn_at.isoformat() if draw.drawn_at else None,
    }
