from django.urls import path

from alongside.people.views import cards, joining, mine, sign_in

app_name = "people"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("card/", cards.card, name="card"),
    path("card/<str:code>/", cards.card_found, name="card"),
    path("my/card/", cards.my_card, name="my_card"),
    path("my/name/", mine.names, name="names"),
    path("my/join/", joining.join, name="join"),
    path("my/join/check/", joining.join_check, name="join_check"),
    path("my/sign-out-everywhere/", sign_in.sign_out_everywhere, name="sign_out_everywhere"),
    path("my/tokens/", mine.tokens, name="tokens"),
    path("my/tokens/<int:pk>/end/", mine.end_token, name="end_token"),
    path("my/data/", mine.held, name="held"),
    path("my/data/about-me.json", mine.held_file, name="held_file"),
]
