# SPDX-License-Identifier: Apache-2.0
from django.http import HttpRequest, HttpResponse
from django.urls import path


def today(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


root = [path("desk/", today, name="today")]
