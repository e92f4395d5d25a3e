// What was typed for a question that the form asks no more: shown, so that it can be copied, and never sent again.
const inWords = (value) => (Array.isArray(value) ? value.join("\n") : String(value ?? ""));

export function showGone(form, waiting, key) {
  const entry = waiting.get(key);
  if (!entry || form.querySelector(`[data-gone="${CSS.escape(key)}"]`)) return;
  const box = document.querySelector("[data-gone-template]").content.cloneNode(true).firstElementChild;
  box.dataset.gone = key;
  box.querySelector("[data-gone-text]").textContent = inWords(entry.value) || "–";
  box.querySelector("[data-gone-close]").addEventListener("click", () => {
    waiting.drop(key);
    box.remove();
  });
  form.prepend(box);
}
