"""Addresses of this floor, in the language trees."""

from django.urls import path

from organizations.views import invitations, members, organizations, profile, sign_in

app_name = "organizations"

desk_urlpatterns = [
    path("admin/login/", sign_in.desk_login, name="desk_login"),
    path("admin/logout/", sign_in.desk_logout, name="desk_logout"),
]

urlpatterns = [
    path("_util/login/", sign_in.page_login, name="page_login"),
    path("my/second-factor/", sign_in.set_up_second_factor, name="second_factor"),
    path("my/profile/", profile.profile, name="profile"),
    path("my/organizations/", organizations.index, name="index"),
    path("my/organizations/new/", organizations.register, name="register"),
    path("my/organizations/<uuid:public_id>/", organizations.detail, name="detail"),
    path("my/organizations/<uuid:public_id>/edit/", organizations.edit, name="edit"),
    path("my/organizations/<uuid:public_id>/members/", members.index, name="members"),
    path("my/organizations/<uuid:public_id>/members/<uuid:person>/", members.member, name="member"),
    path("my/organizations/<uuid:public_id>/members/<uuid:person>/end/", members.end, name="end_membership"),
    path("my/organizations/<uuid:public_id>/invitations/<uuid:invitation_id>/revoke/", members.revoke, name="revoke_invitation"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
]
