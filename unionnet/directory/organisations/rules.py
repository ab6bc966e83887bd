# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from unionnet.directory.organisations.abroad import why_not_abroad
from unionnet.directory.organisations.codes import is_region_code, is_union_uscc, is_uscc
from unionnet.directory.organisations.models import DEEPEST, Employer, Organisation
from unionnet.directory.organisations.officers import CHANGE, Officer
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule

Kind = Organisation.Kind
# How high a federation stands (ORG-01). Kinds that are absent are units, or cross the territory (industry).
LEVELS = {
    Kind.NATIONAL: 0,
    Kind.PROVINCIAL_FEDERATION: 1,
    Kind.CITY_FEDERATION: 2,
    Kind.COUNTY_FEDERATION: 3,
    Kind.TOWNSHIP_FEDERATION: 4,
    Kind.PARK_FEDERATION: 4,
    Kind.VILLAGE_JOINT_UNION: 5,
    Kind.REGIONAL_JOINT_UNION: 5,
    Kind.SECTORAL_FEDERATION: 5,
}
UNIT = 6


def why_not_change(officer: Officer, path: str) -> Refusal | None:
    """Only where the officer's roles reach."""
    if officer.reach(CHANGE).covers(path):
        return None
    return Refusal("elsewhere", _("这个工会不在您的管理范围内。"))


def why_not_stand_under(kind: str, parent: Organisation | None) -> Refusal | None:
    """Whether a union of that kind may have this parent (ORG-01)."""
    if parent is None:
        return (
            None
            if kind == Kind.NATIONAL
            else Refusal("no_parent", _("请选择上级工会：除全国总工会外，每个工会都有一个上一级工会。"))
        )
    if parent.until is not None:
        return Refusal("parent_dissolved", _("%(name)s 已撤销，不能作为上级工会。"), name=parent.name)
    if parent.depth >= DEEPEST:
        return Refusal("too_deep", _("层级过深：工会组织最多 %(levels)s 级。"), levels=DEEPEST)
    if kind in (Kind.INDUSTRIAL_UNION, Kind.HOLDING_POOL):
        return None
    own, above = LEVELS.get(Kind(kind), UNIT), LEVELS.get(Kind(parent.kind), UNIT)
    if parent.kind == Kind.INDUSTRIAL_UNION:
        above = LEVELS[Kind.COUNTY_FEDERATION]
    if own > above or own == above == UNIT:
        return None
    return Refusal(
        "wrong_level",
        _("%(kind)s 不能设在 %(parent)s 之下。"),
        kind=Kind(kind).label,
        parent=Kind(parent.kind).label,
    )


def parents_of(kind: str) -> list[str]:
    """The kinds of union that may stand above this one."""
    return [above for above in Kind.values if why_not_stand_under(kind, Organisation(kind=above)) is None]


def usual_kind_below(parent: Organisation) -> str:
    """What is most often added below such a union."""
    own = LEVELS.get(Kind(parent.kind), UNIT)
    return next((kind for kind, level in LEVELS.items() if level > own), Kind.ENTERPRISE_UNION)


def why_not_register(
    uscc: str | None, region_code: str, today: date, *, country: str = "", time_zone: str = ""
) -> Refusal | None:
    """The two codes of a union (X-11, X-12, X-14); or its country, when it stands abroad."""
    if country:
        return why_not_abroad(country, time_zone, region_code, uscc)
    if time_zone:
        return Refusal("only_abroad", _("时区只用于境外机构；请先选择国家或地区。"))
    if not is_region_code(region_code):
        return Refusal("bad_region_code", _("行政区划代码应为 6 位或 12 位数字，且省份有效。"))
    if uscc and not is_uscc(uscc):
        return Refusal("bad_uscc", _("统一社会信用代码的校验位不对，请对照证书再填。"))
    if uscc and not is_union_uscc(uscc):
        ruling = rule("ORG-12.first_character", where=region_code[:6], on=today)
        return Refusal(
            "not_a_union_code",
            _("工会法人的统一社会信用代码以 8 开头。没有法人资格的，请留空。"),
            rule=ruling.citation,
        )
    return None


def why_not_found_on(since: date | None, today: date) -> Refusal | None:
    """A union is founded today or was founded before; one that will be is not established yet (应建未建)."""
    if since and since > today:
        return Refusal("in_the_future", _("成立日期不能晚于今天。尚未成立的，请留空，记为应建未建。"))
    return None


def why_not_move(organisation: Organisation, new_parent: Organisation) -> Refusal | None:
    """Whether the subtree may hang there."""
    if organisation.parent_id is None:
        return Refusal("root_stays", _("最上级工会不能移动。"))
    if organisation.parent_id == new_parent.pk:
        return Refusal("already_there", _("%(name)s 已经在这个上级工会之下。"), name=organisation.name)
    if organisation.contains(new_parent.path):
        return Refusal("inside_itself", _("不能移到自己或自己的下级之中。"))
    return why_not_stand_under(organisation.kind, new_parent)


def why_not_lead(
    leader: Organisation, union: Organisation, since: date, today: date, *, also_led: Organisation | None
) -> Refusal | None:
    """ORG-01: beside its leading parent a union may have one industrial leader. `also_led` is a union above
    or below it that is led already."""
    if leader.kind != Kind.INDUSTRIAL_UNION or leader.since is None or leader.until is not None:
        return Refusal("not_industrial", _("产业上级应是已经成立的产业工会。"))
    if leader.contains(union.path) or union.contains(leader.path):
        return Refusal(
            "leads_already", _("%(name)s 与本工会已有上下级关系，不需要再设产业上级。"), name=leader.name
        )
    if also_led:
        return Refusal(
            "led_elsewhere",
            _("%(name)s 已有产业上级，人数不能重复计算。请先取消它的产业上级。"),
            name=also_led.name,
        )
    if since > today or (union.since and since < union.since):
        return Refusal("wrong_date", _("开始日期应在工会成立之后，且不晚于今天。"))
    return None


def why_not_dissolve(
    organisation: Organisation, until: date, today: date, *, has_children: bool
) -> Refusal | None:
    """ORG-17: nobody dissolves a union at will; its lower unions go first, and the dates are in order."""
    if organisation.parent_id is None:
        return Refusal("root_stays", _("最上级工会不能撤销。"))
    if organisation.until is not None:
        return Refusal("already_dissolved", _("%(name)s 已经撤销。"), name=organisation.name)
    if organisation.since is None:
        return Refusal("never_founded", _("%(name)s 尚未成立，不需要撤销。"), name=organisation.name)
    if has_children:
        return Refusal("has_children", _("还有下级工会未撤销或未移出。"))
    if until < organisation.since or until > today:
        return Refusal("wrong_date", _("撤销日期应在成立日期之后，且不晚于今天。"))
    return None


def why_not_register_employer(officer: Officer, uscc: str, region_code: str) -> Refusal | None:
    """Any officer who may change the tree registers employers; the codes must hold (X-11, X-14, X-17)."""
    if not officer.reach(CHANGE):
        return Refusal("elsewhere", _("您没有登记用人单位的权限。"))
    if not is_uscc(uscc):
        return Refusal("bad_uscc", _("统一社会信用代码的校验位不对，请对照证书再填。"))
    if not is_region_code(region_code):
        return Refusal("bad_region_code", _("行政区划代码应为 6 位或 12 位数字，且省份有效。"))
    return None


def why_not_contact(officer: Officer, organisation: Organisation, on: date, today: date) -> Refusal | None:
    if refusal := why_not_change(officer, organisation.path):
        return refusal
    if on > today:
        return Refusal("in_the_future", _("联系日期不能晚于今天。"))
    return None


def why_not_cover(employer: Employer, organisation: Organisation, since: date, today: date) -> Refusal | None:
    """Only an established union covers an employer (ORG-36)."""
    if organisation.since is None or since < organisation.since:
        return Refusal("not_established", _("工会成立之前不能涵盖用人单位。"))
    if organisation.until is not None:
        return Refusal("dissolved", _("%(name)s 已撤销。"), name=organisation.name)
    if since > today:
        return Refusal("in_the_future", _("开始日期不能晚于今天。"))
    return None
