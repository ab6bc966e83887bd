# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.privacy import INTERNAL, Declaration

DECLARATIONS = [
    Declaration("organisations.Organisation", INTERNAL, why="工会组织的登记、层级与统计"),
    Declaration("organisations.Employer", INTERNAL, why="建会率的分母：应建会的用人单位"),
    Declaration("organisations.Coverage", INTERNAL, why="用人单位由哪个工会涵盖"),
    Declaration("organisations.Contact", INTERNAL, why="建会联系记录，不写个人信息"),
]
