# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.privacy import INTERNAL, Declaration

DECLARATIONS = (Declaration("letters.Letter", INTERNAL, why="对用人单位的一函两书，不写职工个人信息"),)
