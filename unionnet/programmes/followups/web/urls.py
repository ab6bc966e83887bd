# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.followups.web import desk as offices

desk = [path("<str:public_id>/handover", offices.hand_over, name="hand_over")]
