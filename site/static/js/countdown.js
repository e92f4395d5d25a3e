// Counts down to a deadline by the server's clock; only near the end, and never past it.
const NEAR = 48 * 3_600_000;

for (const place of document.querySelectorAll("[data-countdown]")) {
  const until = Date.parse(place.dataset.until);
  const ahead = Date.parse(place.dataset.now) - Date.now();
  if (!place.dataset.until.includes("T")) continue;
  const show = () => {
    const left = until - (Date.now() + ahead);
    place.hidden = left > NEAR;
    const minutes = Math.floor(left / 60_000);
    const words = left <= 0 ? place.dataset.over : minutes >= 60 ? place.dataset.hours : place.dataset.minutes;
    place.textContent = words.replace("{h}", Math.floor(minutes / 60)).replace("{m}", minutes % 60);
    if (left > 0) setTimeout(show, Math.min(left % 60_000 || 60_000, 60_000) + 200);
  };
  show();
}
