# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.foundation.files.web import pages as doors

pages = [path("<str:public_id>", doors.public_file, name="public")]
