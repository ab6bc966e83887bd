# SPDX-License-Identifier: Apache-2.0
"""The ASGI application, for granian (the default) or any other ASGI server."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unionnet.settings")

from django.core.wsgi import get_wsgi_application

from unionnet.foundation.demo import begin_as_what_it_says
from unionnet.foundation.server import on_startup
from unionnet.foundation.server.dispatch import application_around, warm_up
from unionnet.foundation.server.patience import lose_patience

lose_patience()
on_startup(begin_as_what_it_says)
on_startup(warm_up)
application = application_around(get_wsgi_application())
