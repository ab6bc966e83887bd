# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.directory.people.web import signing

pages = [
    path("demo/<slug:name>", signing.demo_sign_in, name="demo"),
]
