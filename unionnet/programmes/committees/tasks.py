# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.programmes.committees.actions import check_new, check_oldest, remind, take_silence_for_consent

every(seconds=600)(check_oldest)
every(seconds=3600)(check_new)
every(seconds=3600)(remind)
every(seconds=600)(take_silence_for_consent)
