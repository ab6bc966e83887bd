# SPDX-License-Identifier: Apache-2.0
"""What a household said goes when it has left; what was paid stays with the accounts."""

from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import (
    BLANK,
    DELETE,
    INTERNAL,
    KEEP,
    PUBLIC,
    SENSITIVE,
    YEAR,
    Declaration,
    Lasts,
)

PURPOSE = "hardship"
KEEPS = _("退出后 3 年，未通过的 1 年，撤回的随即删除")
GONE = _("随即删除")
WHO = ("dossier__person",)


def _after(then: str, path: str = "dossier__") -> tuple[Lasts, ...]:
    """Three years after an exit, one after a no."""
    return tuple(
        Lasts(f"{path}ended_at", years * YEAR, where=((f"{path}state", state),), then=then)
        for state, years in (("exited", 3), ("rejected", 1))
    )


def _of_a_household(
    model: str,
    why: str,
    *fields: str,
    then: str = DELETE,
    hidden: tuple[str, ...] = (),
    acts: tuple[str, ...] = (),
    through: str = "",
) -> Declaration:
    return Declaration(
        f"hardship.{model}",
        SENSITIVE,
        why=why,
        keeps=KEEPS,
        erasure=GONE,
        fields=fields,
        purpose=PURPOSE,
        about=(f"{through}dossier__person",),
        acts=acts,
        hidden=hidden,
        on_erasure=then,
        lasts=_after(then, f"{through}dossier__"),
    )


DECLARATIONS = (
    Declaration(
        "hardship.Dossier",
        SENSITIVE,
        why=_("困难帮扶的申请和档案"),
        keeps=KEEPS,
        erasure=_("抹去家庭情况和收款账号，只留编号、类别和时间"),
        fields=("person", "situation", "particulars", "account", "bank"),
        purpose=PURPOSE,
        on_erasure="unionnet.programmes.hardship.actions.forget_of",
        lasts=_after(BLANK, ""),
    ),
    _of_a_household(
        "HouseholdMember",
        _("家庭成员"),
        *("relation", "name", "id_number", "id_index", "state_of_life", "particulars"),
        hidden=("id_index",),
    ),
    Declaration(
        "hardship.Agreement",
        INTERNAL,
        why=_("四份单独同意何时给出、何时撤回"),
        purpose=PURPOSE,
        about=WHO,
        on_erasure=DELETE,
    ),
    _of_a_household("Proof", _("困难证明材料"), "kind", "file"),
    _of_a_household("Visit", _("入户走访记录"), "on_day", "is_as_said", "found"),
    _of_a_household("VisitPhoto", _("入户走访的照片"), "file", through="visit__"),
    _of_a_household("DossierStep", _("每一步何时办理、为什么"), "reason", then=BLANK),
    Declaration(
        "hardship.DossierOpening",
        INTERNAL,
        why=_("谁在什么时候、为什么打开过您的档案"),
        purpose=PURPOSE,
        about=WHO,
        named=("opened_by",),
        on_erasure=KEEP,
    ),
    Declaration("hardship.CheckList", INTERNAL, why=_("交民政核对的名单由谁提出、谁复核"), acts=("second",)),
    Declaration(
        "hardship.RegisterCopy", INTERNAL, why=_("困难职工台账由谁提出导出、谁复核"), acts=("second",)
    ),
    _of_a_household("CheckLine", _("民政核对结果"), "result", "remark"),
    Declaration(
        "hardship.PublicNotice",
        SENSITIVE,
        why=_("公示：姓、所在工会、困难类别"),
        keeps=_("公示期满随即删除"),
        erasure=GONE,
        fields=("surname", "unit", "grade"),
        purpose=PURPOSE,
        about=WHO,
        on_erasure=DELETE,
        lasts=(Lasts("over_at", 1),),
    ),
    Declaration(
        "hardship.Aid",
        SENSITIVE,
        why=_("给您家庭的帮扶"),
        keeps=_("按会计凭证保管期限"),
        erasure=_("发放凭证依法保存，只留编号、金额和时间"),
        fields=("kind", "amount", "note"),
        purpose=PURPOSE,
        about=WHO,
        on_erasure=KEEP,
    ),
    _of_a_household("Review", _("年度复核"), "outcome", "since", "note"),
    _of_a_household("Appeal", _("申诉和答复"), "text", "answer", "words", acts=("against",)),
    Declaration("hardship.FreeCourse", PUBLIC, why=_("帮扶培训的课程")),
)
