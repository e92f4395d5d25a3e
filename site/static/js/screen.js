// The projected page of a meeting: asks for itself again every few seconds and takes over what has changed.
const sheet = document.querySelector("[data-screen]");

if (sheet) {
  const every = Number(sheet.dataset.every);
  const status = sheet.querySelector("[data-screen-status]");

  async function look() {
    try {
      const response = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
      if (!response.ok || response.redirected) {
        location.reload();
        return;
      }
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-screen-part]");
      const shown = sheet.querySelector("[data-screen-part]");
      if (fresh && fresh.innerHTML !== shown.innerHTML) shown.replaceWith(fresh);
      status.textContent = "";
    } catch {
      status.textContent = sheet.dataset.lost;
    }
    setTimeout(look, every);
  }

  setTimeout(look, every);
}
