// Without JavaScript a dialog stands open in the page; here it waits behind its button.
export function bindDialogs(root = document) {
  for (const dialog of root.querySelectorAll("dialog[data-dialog]")) {
    const opener = root.querySelector(`[data-dialog-open="${dialog.id}"]`);
    if (!opener) continue;
    dialog.close();
    opener.hidden = false;
    opener.addEventListener("click", () => dialog.showModal());
    for (const button of dialog.querySelectorAll("[data-dialog-close]")) {
      button.hidden = false;
      button.addEventListener("click", () => dialog.close());
    }
  }
}
