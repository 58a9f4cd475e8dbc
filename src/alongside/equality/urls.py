"""Equality data: unlinked from people, told only where nobody can be found."""

from django.urls import path

from alongside.equality.views import answer, results, surveys

app_name = "equality"
HERE = "p/<slug:slug>/about-us/"
ONE = HERE + "<int:pk>/"
urlpatterns = [
    path(HERE, surveys.surveys, name="surveys"),
    path(HERE + "new/", surveys.new_survey, name="new_survey"),
    path(ONE, results.survey, name="survey"),
    path(ONE + "picture/", results.table_svg, name="table_svg"),
    path(ONE + "table/", results.table_csv, name="table_csv"),
    path(ONE + "answer/", answer.answer, name="answer"),
    path(ONE + "open/", surveys.open_survey, name="open_survey"),
    path(ONE + "remove/", surveys.remove_draft, name="remove_draft"),
    path(ONE + "close/", surveys.close_survey, name="close_survey"),
    path(ONE + "share/", surveys.share_survey, name="share_survey"),
    path(ONE + "sheets/", surveys.note_sheets, name="note_sheets"),
    path(ONE + "figures/", surveys.note_figure, name="note_figure"),
    path(ONE + "sheet/", surveys.sheet, name="sheet"),
    path(ONE + "slips/", surveys.slips, name="slips"),
    path(ONE + "type-in/", surveys.type_in, name="type_in"),
    path("about-you/", answer.answer_code, name="answer_code"),
]
