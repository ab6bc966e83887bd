# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.privacy import INTERNAL, Declaration

DECLARATIONS = [
    Declaration("campaigns.Campaign", INTERNAL, why="服务行动"),
    Declaration("campaigns.Partner", INTERNAL, why="合作单位"),
    Declaration("campaigns.Held", INTERNAL, why="行动中的活动"),
    Declaration("campaigns.Booked", INTERNAL, why="活动的报名"),
    Declaration("campaigns.Gift", INTERNAL, why="活动的慰问品"),
]
