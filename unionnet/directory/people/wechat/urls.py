# SPDX-License-Identifier: Apache-2.0
"""Found by the sign-in library beside the provider, and mounted at /account/."""

from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.urls import path

from unionnet.directory.people.wechat.provider import WeChatTalk

urlpatterns = [
    path("weixin/login/", OAuth2LoginView.adapter_view(WeChatTalk), name="weixin_login"),
    path("weixin/login/callback/", OAuth2CallbackView.adapter_view(WeChatTalk), name="weixin_callback"),
]
