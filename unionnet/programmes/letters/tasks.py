# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.programmes.letters.reminding import remind, remind_of_dismissals

every(seconds=600)(remind)
every(seconds=600)(remind_of_dismissals)
