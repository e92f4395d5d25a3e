"""Addresses of the buyer's pages."""

from django.urls import path

from payments.views import orders

app_name = "payments"

urlpatterns = [
    path("my/orders/", orders.index, name="orders"),
    path("my/orders/<uuid:order_id>/", orders.order, name="order"),
    path("my/orders/<uuid:order_id>/papers/<uuid:paper_id>/pdf", orders.paper, name="paper"),
    path("orders/with/<str:mark>/", orders.order_by_mark, name="order_by_mark"),
    path("orders/with/<str:mark>/refunds/<uuid:refund_id>/", orders.account, name="account"),
    path("orders/with/<str:mark>/papers/<uuid:paper_id>/pdf", orders.paper_by_mark, name="paper_by_mark"),
]
