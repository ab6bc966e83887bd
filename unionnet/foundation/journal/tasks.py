# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.journal.delivery import deliver
from unionnet.foundation.journal.seals import seal
from unionnet.foundation.sweeps import every

every(seconds=0.5)(deliver)
every(seconds=10)(seal)
