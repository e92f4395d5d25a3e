"""Somebody without a mouse, who hears what a screen reader says of each thing that gets the focus."""

FOCUSED = "document.activeElement"
SEEN = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return outlined && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
}"""


class Keyboard:
    """Presses keys, and hears what has the focus from the browser's accessibility tree. It has no mouse."""

    def __init__(self, page):
        self.page = page
        self.tree = page.context.new_cdp_session(page)
        self.choosers = []
        # Listened to from the beginning: a listener that comes with the key press may come too late on a busy machine.
        page.on("filechooser", lambda chooser: self.choosers.append(chooser))

    def heard(self):
        """Role and name of what has the focus."""
        focused = self.tree.send("Runtime.evaluate", {"expression": FOCUSED})["result"]["objectId"]
        node = self.tree.send("Accessibility.getPartialAXTree", {"objectId": focused, "fetchRelatives": False})["nodes"][0]
        return node["role"]["value"], node.get("name", {}).get("value", "")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, role, name, limit=120):
        """Tabs until something of the role is heard that is called so."""
        passed = []
        for _ in range(limit):
            self.press("Tab")
            passed.append(self.heard())
            if passed[-1][0] == role and name in passed[-1][1]:
                return passed[-1][1]
        raise AssertionError(f"{role} {name} cannot be reached; heard {passed[-40:]}")

    def follow(self, role, name):
        """Tabs there, presses Enter, and waits for the next page with its scripts."""
        self.tab_to(role, name)
        with self.page.expect_navigation():
            self.press("Enter")
        self.page.wait_for_load_state("networkidle")

    def chooser(self):
        """Presses Space on the button of a file, and waits for the browser's window to choose it."""
        self.press("Space")
        for _wait in range(100):
            if self.choosers:
                return self.choosers.pop()
            self.page.wait_for_timeout(100)
        raise AssertionError(f"no file can be chosen; the focus is on {self.heard()}")

    def write(self, name, text, role="textbox"):
        """Tabs into the field and types; what stood there is replaced."""
        self.tab_to(role, name)
        self.press("Control+a")
        self.page.keyboard.type(text)

    def mend(self, label, text):
        """The list of errors has the focus; its link leads into the field, and what is to stand there is typed."""
        assert self.heard()[0] == "alert"
        self.tab_to("link", label, limit=3)
        self.press("Enter")
        self.page.wait_for_timeout(200)
        role, name = self.heard()
        assert role == "textbox"
        assert name.startswith(label)
        self.press("Control+a")
        self.page.keyboard.type(text)

    def nameless(self, addresses):
        """What tabbing through these pages reaches without its being heard what it is."""
        found = []
        for address in addresses:
            self.page.goto(address)
            for _stop in range(80):
                self.press("Tab")
                if self.page.evaluate(f"{FOCUSED} === document.body"):
                    break
                role, name = self.heard()
                if not name.strip() or role in {"none", "generic"}:
                    found.append((address, role, self.page.evaluate(f"{FOCUSED}.outerHTML")[:200]))
        return found

    def unseen(self, address):
        """What tabbing through the page reaches without its being seen where one is: no outline, or outside of the window."""
        found = []
        self.page.goto(address)
        for _stop in range(120):
            self.press("Tab")
            if self.page.evaluate(f"{FOCUSED} === document.body"):
                break
            if not self.sees():
                found.append(self.heard())
        return found

    def sees(self):
        """Whether what has the focus is shown so within half a second: what slides in needs a moment."""
        for _wait in range(10):
            if self.page.evaluate(SEEN):
                return True
            self.page.wait_for_timeout(50)
        return False
