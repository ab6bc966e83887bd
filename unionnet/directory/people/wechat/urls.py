# SPDX-License-Identifier: Apache-2.0
"""Found by the sign-in library beside the provider, and mounted at /account/."""

from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import HttpRequest, HttpResponse
from django.urls import path

from unionnet.directory.people.consents import WECHAT
from unionnet.directory.people.wechat import AGREED
from unionnet.directory.people.wechat.provider import WeChatTalk

go = OAuth2LoginView.adapter_view(WeChatTalk)


def begin(request: HttpRequest) -> HttpResponse:
    """Off to WeChat; with the consent, where it was just given."""
    if request.method == "POST" and "agreed" in request.POST:
        request.session[AGREED] = WECHAT.version
    answer: HttpResponse = go(request)
    return answer


urlpatterns = [
    path("weixin/login/", begin, name="weixin_login"),
    path("weixin/login/callback/", OAuth2CallbackView.adapter_view(WeChatTalk), name="weixin_callback"),
]
