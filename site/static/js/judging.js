// A judge's list and her sheets: binds what the page shows, sends what earlier pages could not, and keeps applications at hand.
import { CasesAtHand } from "./cases-at-hand.js";
import { openStore, sendLeft } from "./left-scores.js";
import { bindScorePad } from "./score-pad.js";

const place = document.querySelector("[data-scores-of]");
const atHand = new CasesAtHand(bind);
let store;

function bind(main) {
  const form = main.querySelector("[data-score-pad]");
  if (form && !form.hasAttribute("data-bound")) {
    form.setAttribute("data-bound", "");
    bindScorePad(form, { store, onward, staysOpen: () => atHand.listening });
  }
  if (!main.querySelector("[data-focus]")) main.querySelector("[data-start-here]")?.focus({ preventScroll: true });
}

// Handed in, or as good as: on to the next case, unless she has gone elsewhere in the meantime.
function onward(form, { next = "", waits = false }) {
  if (!form.isConnected) return;
  const following = waits ? atHand.after(form.dataset.caseUrl) : atHand.handsIn(next) ? form.dataset.list : next;
  if (following) atHand.go(following);
}

// n and p lead to the neighbors, also where there is no sheet to fill in.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (localStorage.getItem("score-pad-keys") === "off" || document.querySelector("dialog[open]")) return;
  if (event.target.matches("textarea, select, input:not([type='radio'])")) return;
  document.querySelector(`[data-pad-way="${CSS.escape(event.key)}"]`)?.click();
});

store = place ? await openStore(place) : null;
bind(document.querySelector("main"));
if (place) {
  const words = place.querySelector("[data-scores-left]");
  await sendLeft(place, store, {
    except: place.dataset.caseId,
    done(_id, kind, refusals) {
      if (!words) return;
      words.hidden = false;
      words.textContent = [words.dataset[kind] ?? "", ...refusals].join(" ");
    },
  });
}
