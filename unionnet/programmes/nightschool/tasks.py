# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.programmes.nightschool.actions import close_absentees

every(seconds=600)(close_absentees)
