# SPDX-License-Identifier: Apache-2.0
"""The law of establishing a union, asked step by step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.rules import why_not_stand_under
from unionnet.directory.people.models import Person
from unionnet.foundation.moves import Moves
from unionnet.foundation.refusals import Citation, Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.thresholds import majority, share_or_more
from unionnet.programmes.establishing.models import Elected, Establishment, Request

SEE, MANAGE = "establishing.see", "establishing.manage"
MOVES = Moves(
    {
        "apply": ({"draft"}, "application_submitted"),
        "allow_preparation": ({"application_submitted"}, "preparation_approved"),
        "request_meeting": ({"preparation_approved"}, "meeting_requested"),
        "allow_meeting": ({"meeting_requested"}, "meeting_approved"),
        "hold_election": ({"meeting_approved", "election_held"}, "election_held"),
        "submit_result": ({"election_held"}, "result_submitted"),
        "establish": ({"result_submitted"}, "established"),
        "register": ({"established", "legal_person_registered"}, "legal_person_registered"),
        "abandon": ({"draft", "application_submitted"}, "abandoned"),
        "meet_later": ({"meeting_requested"}, "preparation_approved"),
        "elect_again": ({"result_submitted"}, "election_held"),
    }
)
# step → (state from which it is written, move when it is sent, when approved, when refused or withdrawn)
STEPS = {
    Request.Step.PREPARE: ("draft", "apply", "allow_preparation", "abandon"),
    Request.Step.MEETING: ("preparation_approved", "request_meeting", "allow_meeting", "meet_later"),
    Request.Step.RESULT: ("election_held", "submit_result", "establish", "elect_again"),
}
WAITING = {states[0]: step for step, states in STEPS.items()}
SENT = {"application_submitted": "prepare", "meeting_requested": "meeting", "result_submitted": "result"}


def advice(members: int, where: str, on: date) -> tuple[str, Citation]:
    """What the law says to a unit with so many members (ORG-10), in words."""
    ruling = rule("ORG-10.members_must_establish", where=where, on=on)
    if members >= ruling.value:
        words = _("会员 %(members)s 人，达到 %(n)s 人：应当建立基层工会委员会。")
    else:
        words = _("会员 %(members)s 人，不足 %(n)s 人：可以单独建立，也可以联合建会，或选举一名组织员。")
    return words % {"members": members, "n": ruling.value}, ruling.citation


def why_not_begin(
    sender: Organisation, approver: Organisation, kind: str, by: Person, on: date
) -> Refusal | None:
    if not by.may(MANAGE, sender.path):
        return Refusal("elsewhere", _("这个工会不在您的管理范围内。"))
    if approver.pk == sender.pk or not approver.contains(sender.path):
        ruling = rule("ORG-11.approved_by_parent", where=sender.county_code, on=on)
        return Refusal("not_above", _("建会要由上级工会批准，请选择本会的上级。"), rule=ruling.citation)
    return why_not_stand_under(kind, approver)


def why_not_change(establishment: Establishment, by: Person) -> Refusal | None:
    """What was asked for stays as it was asked, unless the request came back."""
    if not by.may(MANAGE, establishment.sender.path):
        return Refusal("elsewhere", _("这个工会不在您的管理范围内。"))
    if establishment.is_over:
        return Refusal("over", _("这件建会已经办结。"))
    return None


def why_not_prepare(establishment: Establishment, preparers: int, units: int, on: date) -> Refusal | None:
    """ORG-14: a group of three to five; a joint union joins at least two employers."""
    where = establishment.approver.county_code
    ruling = rule("ORG-14.preparers", where=where, on=on)
    fewest, most = ruling.value
    if not fewest <= preparers <= most:
        return Refusal(
            "preparers",
            _("筹备组应为 %(fewest)s 至 %(most)s 人，现在是 %(n)s 人。"),
            rule=ruling.citation,
            fewest=fewest,
            most=most,
            n=preparers,
        )
    if establishment.is_joint and units < 2:
        return Refusal("joint_of_one", _("联合建会至少要有两个单位；只有一个单位的，请单独建会。"))
    if not establishment.is_joint and units != 1:
        return Refusal("one_unit", _("单独建会请填写一个单位；几个单位一起的，请选联合建会。"))
    if not establishment.members:
        return Refusal("no_members", _("请填写会员人数。"))
    return None


def why_not_meet(establishment: Establishment, on: date) -> Refusal | None:
    """ORG-25: small unions meet as members; larger ones may elect delegates."""
    if not establishment.meeting or establishment.meeting_on is None:
        return Refusal("no_meeting", _("请先填写会议形式和开会日期。"))
    ruling = rule("ORG-25.general_meeting_up_to", where=establishment.approver.county_code, on=on)
    if establishment.meeting == Establishment.Meeting.DELEGATES and establishment.members <= ruling.value:
        return Refusal(
            "members_meet",
            _("会员不超过 %(n)s 人的，请召开会员大会。"),
            rule=ruling.citation,
            n=ruling.value,
        )
    return None


def why_not_elect(
    should_attend: int,
    attended: int,
    elected: Sequence[tuple[str, str, int]],
    *,
    where: str,
    on: date,
) -> Refusal | None:
    """ORG-23: two thirds came, each has more than half of those who should have come. `elected` is
    (name, post, votes)."""
    ruling = rule("ORG-23.quorum", where=where, on=on)
    part, whole = ruling.value
    needed = share_or_more(part, whole, should_attend)
    if attended > should_attend or not should_attend:
        return Refusal("attendance", _("实到人数不能多于应到人数。"))
    if attended < needed:
        return Refusal(
            "no_quorum",
            _("应到 %(should)s 人，至少 %(needed)s 人到会方可选举，实到 %(n)s 人。"),
            rule=ruling.citation,
            should=should_attend,
            needed=needed,
            n=attended,
        )
    citation = rule("ORG-23.elected", where=where, on=on).citation
    return _why_not_elected(should_attend, attended, elected, citation)


def _why_not_elected(
    should_attend: int, attended: int, elected: Sequence[tuple[str, str, int]], citation: Citation
) -> Refusal | None:
    for name, _post, votes in elected:
        if votes > attended:
            return Refusal("too_many_votes", _("%(name)s 的得票多于实到人数。"), name=name)
        if votes < majority(should_attend):
            return Refusal(
                "too_few_votes", _("%(name)s 的得票没有超过应到人数的一半。"), rule=citation, name=name
            )
    return _why_not_complete([(name, post) for name, post, _votes in elected])


def _why_not_complete(elected: Iterable[tuple[str, str]]) -> Refusal | None:
    """One chair; somebody for the audit, who is not the chair (ORG-34)."""
    rows = list(elected)
    chairs = [name for name, post in rows if post == Elected.Post.CHAIR]
    if len(chairs) != 1:
        return Refusal("one_chair", _("请填写一名主席。"))
    audit = [name for name, post in rows if post in (Elected.Post.AUDIT_CHAIR, Elected.Post.AUDITOR)]
    if not audit:
        return Refusal("no_auditor", _("请填写经费审查委员会（或经审委员）的当选人。"))
    if chairs[0] in audit:
        return Refusal("chair_audits", _("主席不能同时担任经审职务。"))
    return None


def why_not_register(
    establishment: Establishment, since: date, until: date, by: Person, on: date
) -> Refusal | None:
    """ORG-35: a certificate lasts as long as a term, three to five years."""
    if establishment.organisation is None:
        return Refusal("not_established", _("工会成立以后才能登记法人资格。"))
    if not by.may(MANAGE, establishment.organisation.path):
        return Refusal("elsewhere", _("这个工会不在您的管理范围内。"))
    ruling = rule("ORG-35.certificate_years", where=establishment.approver.county_code, on=on)
    most = ruling.value[1]
    if not since < until or (until - since).days > most * 366:
        return Refusal(
            "certificate_years",
            _("证书有效期不超过 %(n)s 年，请对照证书再填。"),
            rule=ruling.citation,
            n=most,
        )
    return None


def why_not_end(
    organisation: Organisation, way: str, into: Organisation | None, by: Person
) -> Refusal | None:
    """ORG-17: not at will, and never the union that answers for others."""
    if not by.may(MANAGE, organisation.path):
        return Refusal("elsewhere", _("这个工会不在您的管理范围内。"))
    if organisation.since is None or organisation.until is not None:
        return Refusal("not_standing", _("%(name)s 现在没有成立，不能撤销或合并。"), name=organisation.name)
    if organisation.parent_id is None:
        return Refusal("root_stays", _("最上级工会不能撤销。"))
    if way == "merge" and (into is None or into.pk == organisation.pk or into.until or not into.since):
        return Refusal("into_what", _("请填写合并到哪个工会，该工会应已成立。"))
    return None
