from django.urls import path

from alongside.decisions.views import deciding, drafting, passages, talking

app_name = "decisions"
urlpatterns = [
    path("p/<slug:slug>/draft/", drafting.drafts, name="drafts"),
    path("p/<slug:slug>/draft/start/", drafting.start_draft, name="start_draft"),
    path("p/<slug:slug>/draft/<int:pk>/", drafting.draft, name="draft"),
    path("p/<slug:slug>/draft/<int:pk>/history/", drafting.draft_history, name="draft_history"),
    path("p/<slug:slug>/draft/<int:pk>/write/", passages.write, name="write"),
    path("p/<slug:slug>/draft/passages/<int:pk>/", passages.passage, name="passage"),
    path("p/<slug:slug>/draft/passages/<int:pk>/revise/", passages.revise, name="revise"),
    path("p/<slug:slug>/draft/passages/<int:pk>/leave-out/", passages.leave_out, name="leave_out"),
    path("p/<slug:slug>/draft/passages/<int:pk>/move/", passages.move, name="move"),
    path("p/<slug:slug>/draft/passages/<int:pk>/comment/", talking.comment, name="comment"),
    path("p/<slug:slug>/draft/passages/<int:pk>/propose/", talking.propose, name="propose"),
    path("p/<slug:slug>/comments/<int:pk>/take-back/", talking.take_back_comment, name="take_back_comment"),
    path("p/<slug:slug>/amendments/<int:pk>/", talking.answer_amendment, name="answer_amendment"),
    path("p/<slug:slug>/themes/<int:pk>/cited/", passages.citing_theme, name="citing_theme"),
    path("p/<slug:slug>/decisions/", deciding.decisions, name="decisions"),
    path("p/<slug:slug>/decisions/record/", deciding.record, name="record"),
    path("p/<slug:slug>/decisions/<int:pk>/", deciding.decision, name="decision"),
]
