// A file may be dropped on the place of a file field.
export function bindDropzones(root = document) {
  for (const zone of root.querySelectorAll("[data-dropzone]")) {
    const input = zone.querySelector('input[type="file"]');
    if (!input) continue;
    zone.addEventListener("dragover", (event) => {
      event.preventDefault();
      zone.setAttribute("data-over", "");
    });
    zone.addEventListener("dragleave", () => zone.removeAttribute("data-over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.removeAttribute("data-over");
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}
