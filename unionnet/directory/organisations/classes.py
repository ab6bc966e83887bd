# SPDX-License-Identifier: Apache-2.0
"""How an employing unit is classed on a union form (X-15): the 20 sections of GB/T 4754, and the unit types.
Certainty B/R: the list of a city's form of 2015; both are plain codes in the register."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Industry(models.TextChoices):
    """国民经济行业分类, sections A to T."""

    A = "A", _("农、林、牧、渔业")
    B = "B", _("采矿业")
    C = "C", _("制造业")
    D = "D", _("电力、热力、燃气及水生产和供应业")
    E = "E", _("建筑业")
    F = "F", _("批发和零售业")
    G = "G", _("交通运输、仓储和邮政业")
    H = "H", _("住宿和餐饮业")
    I = "I", _("信息传输、软件和信息技术服务业")  # noqa: E741 - the letter of the standard
    J = "J", _("金融业")
    K = "K", _("房地产业")
    L = "L", _("租赁和商务服务业")
    M = "M", _("科学研究和技术服务业")
    N = "N", _("水利、环境和公共设施管理业")
    O = "O", _("居民服务、修理和其他服务业")  # noqa: E741 - the letter of the standard
    P = "P", _("教育")
    Q = "Q", _("卫生和社会工作")
    R = "R", _("文化、体育和娱乐业")
    S = "S", _("公共管理、社会保障和社会组织")
    T = "T", _("国际组织")


class UnitType(models.TextChoices):
    """单位类型, by the codes of the form."""

    STATE = "110", _("国有企业")
    COLLECTIVE = "120", _("集体企业")
    COOPERATIVE = "130", _("股份合作企业")
    JOINT = "140", _("联营企业")
    WHOLLY_STATE = "151", _("国有独资公司")
    LIMITED = "159", _("其他有限责任公司")
    STATE_HELD = "161", _("国有控股股份有限公司")
    SHARES = "169", _("其他股份有限公司")
    PRIVATE = "170", _("私营企业")
    OTHER_DOMESTIC = "190", _("其他内资企业")
    HK_MACAU_TAIWAN = "200", _("港澳台商投资企业")
    FOREIGN = "300", _("外商投资企业")
    INSTITUTION = "400", _("事业单位")
    AGENCY = "500", _("机关")
    SELF_EMPLOYED = "600", _("个体工商户")
    NON_ENTERPRISE = "700", _("民办非企业单位")
