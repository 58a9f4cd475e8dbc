from django.urls import path

from alongside.gatherings.views import gatherings, invitations, run_sheet, techniques

app_name = "gatherings"
HERE = "p/<slug:slug>/gatherings/<int:pk>/"
SHEET = HERE + "run-sheet/"
urlpatterns = [
    path("techniques/", techniques.techniques, name="techniques"),
    path("techniques/<slug:technique>/", techniques.technique, name="technique"),
    path("p/<slug:slug>/gatherings/", gatherings.gatherings, name="list"),
    path("p/<slug:slug>/gatherings.ics", invitations.invitations, name="invitations"),
    path("p/<slug:slug>/gatherings/add/", gatherings.add, name="add"),
    path(HERE, gatherings.gathering, name="gathering"),
    path(HERE + "invitation.ics", invitations.invitation, name="invitation"),
    path(HERE + "edit/", gatherings.edit, name="edit"),
    path(HERE + "attendance/", gatherings.attendance, name="attendance"),
    path(HERE + "notes/", gatherings.give_back, name="give_back"),
    path(SHEET, run_sheet.run_sheet, name="run_sheet"),
    path(SHEET + "print/", run_sheet.print_run_sheet, name="print_run_sheet"),
    path(SHEET + "add/", run_sheet.add_activity, name="add_activity"),
    path(SHEET + "copy/", run_sheet.copy_run_sheet, name="copy_run_sheet"),
    path(SHEET + "<int:activity>/", run_sheet.edit_activity, name="edit_activity"),
    path(SHEET + "<int:activity>/move/", run_sheet.move_activity, name="move_activity"),
    path(SHEET + "<int:activity>/remove/", run_sheet.remove_activity, name="remove_activity"),
]
