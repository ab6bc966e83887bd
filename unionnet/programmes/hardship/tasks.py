# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.programmes.hardship.actions import hand_tags, tell_reviews_due

every(seconds=3600)(tell_reviews_due)
every(seconds=3600)(hand_tags)
