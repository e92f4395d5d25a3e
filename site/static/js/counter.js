// Counts characters as the server does: by code point, with line ends as one.
export function bindCounters(root = document) {
  for (const place of root.querySelectorAll("[data-count]")) {
    const field = root.getElementById(place.dataset.count);
    if (!field) continue;
    const limit = Number(place.dataset.limit);
    const show = () => {
      const count = [...field.value].length;
      place.textContent = place.dataset.words.replace("{n}", count).replace("{m}", limit);
      place.toggleAttribute("data-over", count > limit);
    };
    field.addEventListener("input", show);
    show();
  }
}
