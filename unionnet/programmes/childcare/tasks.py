# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.programmes.childcare.actions import forget_children

every(seconds=3600)(forget_children)
