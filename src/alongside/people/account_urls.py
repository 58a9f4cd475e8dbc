"""The pages of allauth we use. There are no passwords here, so its password pages are left out."""

from allauth.account import views
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path(
        "account/login/", RedirectView.as_view(pattern_name="people:sign_in", query_string=True), name="account_login"
    ),
    path("account/logout/", views.logout, name="account_logout"),
    path("account/inactive/", views.account_inactive, name="account_inactive"),
    path("account/signup/", views.signup, name="account_signup"),
    path(
        "account/reauthenticate/",
        RedirectView.as_view(pattern_name="mfa_reauthenticate", query_string=True),
        name="account_reauthenticate",
    ),
    path("account/confirm-email/", views.email_verification_sent, name="account_email_verification_sent"),
    path("account/login/code/", views.request_login_code, name="account_request_login_code"),
    path("account/login/code/confirm/", views.confirm_login_code, name="account_confirm_login_code"),
    path("my/email/", views.email, name="account_email"),
    path("account/2fa/", include("allauth.mfa.urls")),
]
