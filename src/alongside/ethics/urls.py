from django.urls import path

from alongside.ethics.views import door, helping, hosting, keeping, mine, planning, taking_back

app_name = "ethics"
MINE = "my/permissions/<int:pk>/"
HOSTS = "p/<slug:slug>/permissions/"
urlpatterns = [
    path("my/permissions/", mine.mine, name="mine"),
    path(MINE, mine.mine_in, name="mine_in"),
    path(MINE + "answer/", mine.answer, name="answer"),
    path(MINE + "receipt/", mine.receipt, name="receipt"),
    path(MINE + "records.json", mine.records, name="records"),
    path(MINE + "supporters/<int:supporter>/", helping.agree, name="agree_to_supporter"),
    path(MINE + "supporters/<int:supporter>/end/", helping.end_supporter, name="end_supporter"),
    path(MINE + "supporters/<int:supporter>/object/", helping.object_to, name="object_to_supporter"),
    path(MINE + "taken-back/<int:taking>/", taking_back.taken_back, name="taken_back"),
    path(MINE + "take-back/", taking_back.everything, name="take_back_everything"),
    path(MINE + "<slug:kind>/", mine.kind, name="kind"),
    path(MINE + "<slug:kind>/take-back/", taking_back.one, name="take_back"),
    path("take-back/", taking_back.by_code, name="by_code"),
    path("p/<slug:slug>/how-we-keep-it/", hosting.handling, name="handling"),
    path("p/<slug:slug>/how-we-keep-it/edit/", hosting.edit_handling, name="edit_handling"),
    path("p/<slug:slug>/kept/", keeping.kept, name="kept"),
    path("p/<slug:slug>/kept/<slug:name>/", keeping.edit_kept, name="edit_kept"),
    path("p/<slug:slug>/ethics-plan/", planning.plan, name="plan"),
    path("p/<slug:slug>/ethics-plan/plan.docx", planning.plan_docx, name="plan_docx"),
    path("p/<slug:slug>/ethics-plan/plan.pdf", planning.plan_pdf, name="plan_pdf"),
    path("p/<slug:slug>/ethics-plan/risk/", planning.note_risk, name="note_risk"),
    path("p/<slug:slug>/ethics-plan/risk/<int:pk>/", planning.answer_risk, name="answer_risk"),
    path("p/<slug:slug>/ethics-plan/look/", planning.review, name="review_plan"),
    path("p/<slug:slug>/gatherings/<int:pk>/door/", door.door, name="door"),
    path(HOSTS, hosting.overview, name="overview"),
    path(HOSTS + "ask/", hosting.ask, name="ask"),
    path(HOSTS + "supporters/", helping.supporters, name="supporters"),
    path(HOSTS + "supporters/<int:pk>/", helping.supporter, name="supporter"),
    path(HOSTS + "paper/", hosting.papers, name="papers"),
    path(HOSTS + "paper/<int:pk>/", hosting.paper, name="paper"),
    path(HOSTS + "of/<slug:kind>/", hosting.by_kind, name="by_kind"),
    path(HOSTS + "member/<int:pk>/", hosting.member, name="member"),
    path(HOSTS + "member/<int:pk>/receipt/", hosting.receipt, name="member_receipt"),
    path(HOSTS + "member/<int:pk>/supporter/", hosting.ask_supporter, name="member_supporter"),
]
