# SPDX-License-Identifier: Apache-2.0
from unionnet.doors.api.actions import forget_answers
from unionnet.foundation.sweeps import every

every(seconds=600)(forget_answers)
