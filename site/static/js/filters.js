// On a phone the filters start folded, so that the results are seen first.
export function bindFilters(root = document) {
  const narrow = window.matchMedia("(max-width: 59.99rem)");
  for (const sheet of root.querySelectorAll("[data-filters-sheet]")) {
    const fold = () => {
      sheet.open = !narrow.matches;
    };
    narrow.addEventListener("change", fold);
    fold();
  }
}
