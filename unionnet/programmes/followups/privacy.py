# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.privacy import INTERNAL, Declaration

DECLARATIONS = [Declaration("followups.Followed", INTERNAL, why="会后任务由哪个督办事项跟踪")]
