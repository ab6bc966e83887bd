# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.programmes.establishing.actions import remind_of_certificates

every(seconds=6 * 3600)(remind_of_certificates)
