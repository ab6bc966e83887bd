# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.tools.returns.web import adding, comparing, designing, filling, judging, sheets, years
from unionnet.tools.returns.web import desk as office

desk = [
    path("", office.trays, name="list"),
    path("forms/", designing.new, name="form-new"),
    path("forms/<str:public_id>/", designing.show, name="form"),
    path("forms/<str:public_id>/edit", designing.edit, name="form-edit"),
    path("forms/<str:public_id>/version", designing.new_version, name="form-version"),
    path("forms/<str:public_id>/indicators/", designing.indicator, name="indicator-new"),
    path("forms/<str:public_id>/indicators/<str:code>", designing.indicator, name="indicator"),
    path("forms/<str:public_id>/indicators/<str:code>/removal", designing.remove_indicator, name="removal"),
    path("forms/<str:public_id>/checks/", designing.check, name="check-new"),
    path("forms/<str:public_id>/checks/<int:check_id>/removal", designing.remove_check, name="check-removal"),
    path("forms/<str:public_id>/periods/", designing.open_period, name="period-new"),
    path("periods/<str:public_id>/", adding.show, name="period"),
    path("forms/<str:public_id>/years", years.years, name="years"),
    path("periods/<str:public_id>/firms", years.together, name="together"),
    path("periods/<str:public_id>/comparison", comparing.comparison, name="comparison"),
    path("periods/<str:public_id>/targets", years.targets, name="targets"),
    path("periods/<str:public_id>/targets/export", years.targets_export, name="targets-xlsx"),
    path("periods/<str:public_id>/export", adding.export, name="period-xlsx"),
    path("periods/<str:public_id>/units", adding.units, name="units"),
    path("periods/<str:public_id>/units/export", adding.units_export, name="units-xlsx"),
    path("periods/<str:public_id>/problems", adding.problems, name="problems"),
    path("periods/<str:public_id>/reminder", adding.remind, name="reminder"),
    path("periods/<str:public_id>/acceptance", adding.accept_all, name="accept-all"),
    path("periods/<str:public_id>/seal", adding.seal, name="seal"),
    path("supplements/<str:public_id>/acceptance", judging.accept_supplement, name="accept-supplement"),
    path("<str:public_id>/", filling.show, name="return"),
    path("<str:public_id>/workbook", sheets.workbook, name="workbook"),
    path("<str:public_id>/facts", filling.take_facts, name="facts"),
    path("<str:public_id>/cells", filling.cells, name="cells"),
    path("<str:public_id>/sending", filling.hand_in, name="hand-in"),
    path("<str:public_id>/signature", filling.sign, name="sign"),
    path("<str:public_id>/recall", filling.take_back, name="take-back"),
    path("<str:public_id>/rejection", judging.give_back, name="give-back"),
    path("<str:public_id>/acceptance", judging.accept, name="accept"),
    path("<str:public_id>/firms", filling.firms, name="firms"),
    path("<str:public_id>/supplements", filling.supplements, name="supplements"),
]
