// Counts characters as the server does: those that a reader sees, with line ends as one.
const segments = globalThis.Intl?.Segmenter && new Intl.Segmenter(undefined, { granularity: "grapheme" });
const countOf = (text) => [...(segments ? segments.segment(text) : text)].length;

export function bindCounters(root = document) {
  for (const place of root.querySelectorAll("[data-count]")) {
    const field = root.getElementById(place.dataset.count);
    if (!field) continue;
    const limit = Number(place.dataset.limit);
    const show = () => {
      const count = countOf(field.value);
      place.textContent = place.dataset.words.replace("{n}", count).replace("{m}", limit);
      place.toggleAttribute("data-over", count > limit);
    };
    field.addEventListener("input", show);
    show();
  }
}
