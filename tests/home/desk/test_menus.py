"""The desk's side menu."""

from wagtail.admin.telepath import JSContext, registry
from wagtail.admin.ui import sidebar

from home.desk.menus import LINES, Line


def packed():
    """A menu of each kind of line, as the page gets it."""
    link = sidebar.LinkMenuItem("cases", "案件", "/admin/cases/", icon_name="clipboard-list", attrs={"data-a": "b"})
    action = sidebar.ActionMenuItem("logout", "ログアウト", "/admin/logout/", icon_name="logout")
    explorer = sidebar.PageExplorerMenuItem("explorer", "ページ", "/admin/pages/", 1, icon_name="folder-open-inverse")
    inner = sidebar.SubMenuItem("more", "ほか", [link], icon_name="cog", footer_text="")
    return JSContext().pack([link, action, explorer, inner])


def test_lines_are_handed_over_as_wagtail_does(monkeypatch):
    ours = packed()
    assert {type(registry.find_adapter(kind)) for kind in LINES} == {Line}

    for kind in LINES:
        wagtails = sidebar.BaseSidebarAdapter()
        wagtails.js_constructor, wagtails.js_args = registry.find_adapter(kind).js_constructor, lambda line: line.js_args()
        monkeypatch.setitem(registry.adapters, kind, wagtails)

    assert ours == packed()
    assert [registry.find_adapter(kind).js_constructor for kind in LINES] == [
        f"wagtail.sidebar.{kind.__name__}" for kind in LINES
    ]
