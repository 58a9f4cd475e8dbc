"""Agreements and concerns."""

from django.urls import path

from alongside.care.views import agreement, concerns, worried

app_name = "care"
AGREED = "p/<slug:slug>/agreement/"
WORRIED = "p/<slug:slug>/worried/"
LEADS = "p/<slug:slug>/concerns/"
urlpatterns = [
    path(AGREED, agreement.agreement, name="agreement"),
    path(AGREED + "history/", agreement.agreement_history, name="agreement_history"),
    path(AGREED + "print/", agreement.print_agreement, name="print_agreement"),
    path(AGREED + "write/", agreement.write_agreement, name="write_agreement"),
    path(AGREED + "begin/", agreement.begin_agreement, name="begin_agreement"),
    path(AGREED + "read/", agreement.mark_read, name="mark_read"),
    path(AGREED + "propose/", agreement.propose, name="propose"),
    path(AGREED + "proposals/<int:pk>/", agreement.say_to_proposal, name="say_to_proposal"),
    path(AGREED + "proposals/<int:pk>/leave/", agreement.leave_proposal, name="leave_proposal"),
    path(AGREED + "proposals/<int:pk>/take-back/", agreement.take_back_proposal, name="take_back_proposal"),
    path(WORRIED, worried.worried, name="worried"),
    path(WORRIED + "paper/", worried.worried_on_paper, name="worried_on_paper"),
    path(WORRIED + "if-somebody-tells/", worried.if_somebody_tells, name="if_somebody_tells"),
    path("worried/", worried.worried_anywhere, name="worried_anywhere"),
    path("worry-code/", worried.worry_code, name="worry_code"),
    path(LEADS, concerns.concerns, name="concerns"),
    path(LEADS + "type-in/", concerns.type_in_concern, name="type_in_concern"),
    path(LEADS + "<uuid:pk>/", concerns.concern, name="concern"),
    path(LEADS + "<uuid:pk>/acknowledge/", concerns.acknowledge, name="acknowledge"),
    path(LEADS + "<uuid:pk>/write-back/", concerns.write_back, name="write_back"),
    path(LEADS + "<uuid:pk>/hand-over/", concerns.hand_over, name="hand_over"),
    path(LEADS + "<uuid:pk>/close/", concerns.close_concern, name="close_concern"),
    path(LEADS + "<uuid:pk>/open-again/", concerns.open_again, name="open_again"),
]
