# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.privacy import INTERNAL, Declaration

DECLARATIONS = [Declaration("stations.Cost", INTERNAL, why="驿站运行费用")]
