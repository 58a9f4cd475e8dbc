from django.urls import path

from alongside.projects.views import desk, invitations, members, network, pages

app_name = "projects"
urlpatterns = [
    path("projects/start/", desk.start, name="start"),
    path("network/", network.network, name="network"),
    path("join/", invitations.join_by_code, name="join_by_code"),
    path("join/<str:token>/", invitations.join, name="join"),
    path("p/<slug:slug>/", pages.project, name="project"),
    path("p/<slug:slug>/promise/", pages.promise, name="promise"),
    path("p/<slug:slug>/promise/edit/", desk.edit_promise, name="edit_promise"),
    path("p/<slug:slug>/people/", pages.people, name="people"),
    path("p/<slug:slug>/history/", pages.history, name="history"),
    path("p/<slug:slug>/desk/", desk.desk, name="desk"),
    path("p/<slug:slug>/edit/", desk.edit, name="edit"),
    path("p/<slug:slug>/end/", desk.end, name="end"),
    path("p/<slug:slug>/phases/", desk.phases, name="phases"),
    path("p/<slug:slug>/phases/<int:pk>/", desk.phase, name="phase"),
    path("p/<slug:slug>/phases/<int:pk>/move/", desk.move_phase, name="move_phase"),
    path("p/<slug:slug>/phases/<int:pk>/remove/", desk.remove_phase, name="remove_phase"),
    path("p/<slug:slug>/choices/", desk.choices, name="choices"),
    path("p/<slug:slug>/people/manage/", members.manage, name="manage"),
    path("p/<slug:slug>/people/add/", members.add_people, name="add_people"),
    path("p/<slug:slug>/people/add/many/", members.add_many, name="add_many"),
    path("p/<slug:slug>/people/<int:pk>/", members.member, name="member"),
    path("p/<slug:slug>/people/<int:pk>/card/", members.card, name="card"),
    path("p/<slug:slug>/people/<int:pk>/remove/", members.remove, name="remove_member"),
    path("p/<slug:slug>/people/<int:pk>/bring-back/", members.bring_back, name="bring_back"),
    path("p/<slug:slug>/me/", members.me, name="me"),
    path("p/<slug:slug>/leave/", members.leave, name="leave"),
    path("p/<slug:slug>/invitations/", invitations.invitations, name="invitations"),
    path("p/<slug:slug>/invitations/<int:pk>/end/", invitations.end_invitation, name="end_invitation"),
]
