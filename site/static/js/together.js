// Colleagues on the same draft: shows who is writing where, and takes over what they have saved in the meantime.
import { csrfToken } from "./csrf.js";

const EVERY = 15_000;
const AT_LEAST = 3_000;

export function joinColleagues(form, questions) {
  let last = 0;
  let timer = 0;

  const written = () => questions.find((question) => question.place.contains(document.activeElement))?.key ?? null;

  function show({ writers, newer }) {
    for (const question of questions) {
      const mark = question.place.querySelector("[data-writer]");
      const name = writers[question.key];
      mark.hidden = !name;
      mark.textContent = name ? mark.dataset.words.replace("{name}", name) : "";
      if (newer[question.key]) question.takeOver(newer[question.key]);
    }
  }

  async function ask() {
    clearTimeout(timer);
    timer = setTimeout(ask, EVERY);
    if (document.visibilityState === "hidden") return;
    last = Date.now();
    const versions = Object.fromEntries(questions.map((question) => [question.key, Number(question.version.value)]));
    try {
      const response = await fetch(form.dataset.together, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
        body: JSON.stringify({ writing: written(), versions }),
      });
      if (response.ok) show(await response.json());
    } catch {
      // The next turn asks again; what is typed here is saved by itself.
    }
  }

  // Soon after the cursor has come to another question, so that a colleague sees it in time.
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, Math.max(300, last + AT_LEAST - Date.now()));
  };
  form.addEventListener("focusin", soon);
  document.addEventListener("visibilitychange", soon);
  soon();
}
