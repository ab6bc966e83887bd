# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.privacy import INTERNAL, Declaration

DECLARATIONS = [
    Declaration("demo.DemoWorld", INTERNAL, why="标明这是演示数据，以及装入到哪一步"),
    Declaration("demo.Batch", INTERNAL, why="演示会员已装入的批次"),
]
