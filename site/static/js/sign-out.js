import { anyWaiting, forgetAll } from "./waiting-answers.js";

const PATIENCE = 3_000;

// Whoever signs out leaves nothing typed on this device; what has not been sent yet is sent first.
export function bindSignOut(root = document) {
  for (const form of root.querySelectorAll("form[data-sign-out]")) {
    form.addEventListener("submit", async (event) => {
      if (!anyWaiting()) return;
      event.preventDefault();
      const sending = [];
      document.dispatchEvent(new CustomEvent("answers:flush", { detail: sending }));
      await Promise.race([Promise.all(sending), new Promise((done) => setTimeout(done, PATIENCE))]);
      if (anyWaiting() && !confirm(form.dataset.signOut)) return;
      forgetAll();
      form.submit();
    });
  }
}
