// The judge's sheet: every value is saved as it is given, by thumb, mouse or keys. Without this file the Save button does it.
import { csrfToken } from "./csrf.js";
import { ScoreSender } from "./score-sender.js";

const SWITCH = "score-pad-keys";

// Binds a sheet; `store` keeps what the server does not have yet, `onward` leads to the next case when this one is handed in
// or will be (`waits`), `staysOpen` says that the page must not be left for that. A sheet that is at hand, but not the one that is shown, hears no keys.
export function bindScorePad(form, { store, onward, staysOpen }) {
  const criteria = [...form.querySelectorAll("[data-criterion]")];
  const status = form.querySelector("[data-pad-status]");
  const confirmation = form.querySelector("[data-pad-confirm]");
  const help = form.querySelector("[data-pad-keys]");
  const words = form.dataset;
  const given = new Map();
  const history = [];
  let current = 0;
  let leaving = false;

  const radios = (fieldset) => [...fieldset.querySelectorAll('input[type="radio"]')];
  const valueOf = (fieldset) => radios(fieldset).find((radio) => radio.checked)?.value ?? "";
  const label = (fieldset) => fieldset.querySelector("legend").textContent.trim();
  const missing = () => criteria.filter((fieldset) => !valueOf(fieldset));
  const say = (text, tone = "") => {
    status.textContent = text;
    status.dataset.tone = tone;
  };

  function show(index, { focus = false } = {}) {
    current = Math.max(0, Math.min(criteria.length - 1, index));
    criteria.forEach((fieldset, place) => fieldset.toggleAttribute("data-current", place === current));
    if (!focus) return;
    const fieldset = criteria[current];
    const target = radios(fieldset).find((radio) => radio.checked) ?? radios(fieldset)[0];
    target.focus({ preventScroll: true });
    fieldset.scrollIntoView({ block: "nearest" });
  }

  function count() {
    form.querySelector("[data-pad-given]").textContent = criteria.length - missing().length;
  }

  const sender = new ScoreSender({
    owner: words.scoresOf,
    id: words.caseId,
    urls: { score: words.scoreUrl, texts: words.textsUrl, handIn: words.handInUrl },
    token: csrfToken,
    version: form.elements.row_version.value,
    store,
    tell,
  });

  function tell(kind, { key, reply } = {}) {
    if (kind === "saving") return sender.handsIn || say(words.saving);
    if (kind === "failed") return say(sender.handsIn ? words.handInWaits : store.keeps ? words.kept : words.failed, "bad");
    if (kind === "signed_out") return say(words.signedOut, "bad");
    if (kind === "handed_in") return onward(form, { next: reply.next });
    form.elements.row_version.value = sender.version;
    if (kind === "refused") return refused(key, reply);
    for (const place of form.querySelectorAll("[data-pad-mean]")) place.textContent = reply.mean || "–";
    return say(words.saved.replace("{0}", reply.saved), "good");
  }

  function refused(key, reply) {
    form.removeAttribute("data-hands-in");
    say(reply.message, "bad");
    if (key === "texts" && reply.stale) textsPaused = true;
    const fieldset = criteria.find((each) => each.dataset.criterion === key);
    if (fieldset && "theirs" in reply) mark(fieldset, reply.theirs);
  }

  function mark(fieldset, value) {
    for (const radio of radios(fieldset)) radio.checked = radio.value === value;
    given.set(fieldset.dataset.criterion, value);
    count();
  }

  function set(fieldset, value, { remember = true } = {}) {
    const code = fieldset.dataset.criterion;
    const before = given.get(code) ?? "";
    if (before === value) return;
    mark(fieldset, value);
    if (remember) history.push({ fieldset, before });
    sender.score(code, value);
  }

  function undo() {
    const last = history.pop();
    if (!last) return say(words.nothingToUndo);
    set(last.fieldset, last.before, { remember: false });
    show(criteria.indexOf(last.fieldset), { focus: true });
    return say(words.undone.replace("{0}", label(last.fieldset)));
  }

  function finish() {
    const open = missing();
    if (!open.length) return confirmation.showModal();
    say(words.missing.replace("{0}", open.map(label).join("、")), "bad");
    return show(criteria.indexOf(open[0]), { focus: true });
  }

  function press(value) {
    const fieldset = criteria[current];
    if (!radios(fieldset).some((radio) => radio.value === value)) return;
    set(fieldset, value);
    show(current + 1, { focus: true });
  }

  function onKey(event) {
    if (!form.isConnected || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open]")) return;
    const target = event.target;
    if (target.matches("textarea, select, input:not([type='radio'])")) return;
    const keys = localStorage.getItem(SWITCH) !== "off";
    const radio = target.matches("input[type='radio']");
    const key = event.key.normalize("NFKC");
    if (key === "Enter") {
      // Enter on a radio button would send the form at once.
      const idle = keys && !target.closest("a, button, summary, input, label");
      if (event.repeat || !(radio || idle)) return;
      event.preventDefault();
      if (current < criteria.length - 1 && missing().length) show(current + 1, { focus: true });
      else finish();
    } else if (!keys) {
      return;
    } else if (/^[0-9]$/.test(key) && Number(key) >= Number(words.low) && Number(key) <= Number(words.high)) {
      event.preventDefault();
      press(key);
    } else if (key === "0") {
      event.preventDefault();
      press("na");
    } else if (key === "j" || key === "k") {
      event.preventDefault();
      show(current + (key === "j" ? 1 : -1), { focus: true });
    } else if (key === "u") {
      event.preventDefault();
      undo();
    } else if (key === "?") {
      event.preventDefault();
      help.showModal();
    }
  }

  const texts = [...form.querySelectorAll("textarea")];
  let textsPaused = false;
  let typing = 0;
  const saveTexts = () => {
    clearTimeout(typing);
    if (textsPaused) return;
    sender.texts(Object.fromEntries(texts.map((field) => [field.name, field.value])));
  };

  for (const fieldset of criteria) {
    given.set(fieldset.dataset.criterion, valueOf(fieldset));
    sender.knows(fieldset.dataset.criterion, valueOf(fieldset));
    fieldset.addEventListener("focusin", () => show(criteria.indexOf(fieldset)));
    fieldset.addEventListener("change", () => set(fieldset, valueOf(fieldset)));
  }
  for (const field of texts) {
    field.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(saveTexts, 1200);
    });
    field.addEventListener("change", saveTexts);
  }
  for (const button of form.querySelectorAll("[data-pad-step]")) {
    button.addEventListener("click", () => show(current + Number(button.dataset.padStep), { focus: true }));
  }
  for (const button of form.querySelectorAll("[data-pad-close]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
  // A key held down must not answer the question that it has opened.
  confirmation.addEventListener("keydown", (event) => event.repeat && event.preventDefault());
  confirmation.addEventListener("close", () => show(current, { focus: true }));
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("data-pad-submit")) {
      event.preventDefault();
      return finish();
    }
    if (navigator.onLine === false || sender.waiting.size || staysOpen()) {
      event.preventDefault(); // the whole form would meet the browser's page of errors
      saveTexts();
      if (event.submitter?.value !== "hand_in") return sender.send();
      confirmation.close();
      sender.handIn();
      if (navigator.onLine !== false) return undefined;
      form.setAttribute("data-hands-in", "");
      say(words.handInWaits, "bad");
      return onward(form, { waits: true });
    }
    return (leaving = true);
  });
  window.addEventListener("online", () => sender.send());
  window.addEventListener("focus", () => sender.send());
  window.addEventListener("beforeunload", (event) => {
    if (sender.waiting.size && !store.keeps && !leaving) event.preventDefault();
  });
  document.addEventListener("answers:flush", (event) => event.detail.push(sender.send()));
  document.addEventListener("keydown", onKey);

  const opener = form.querySelector("[data-pad-help]");
  const keysSwitch = form.querySelector("[data-pad-switch]");
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());
  keysSwitch.checked = localStorage.getItem(SWITCH) !== "off";
  keysSwitch.addEventListener("change", () => localStorage.setItem(SWITCH, keysSwitch.checked ? "on" : "off"));
  form.querySelector("[data-pad-steps]").hidden = false;
  show(Math.max(0, criteria.findIndex((fieldset) => !valueOf(fieldset))));

  sender.takeUp().then((left) => {
    for (const fieldset of criteria) {
      const entry = left[fieldset.dataset.criterion];
      if (entry) mark(fieldset, entry.value);
    }
    for (const field of texts) if (left.texts) field.value = left.texts.fields[field.name] ?? field.value;
    form.setAttribute("data-live", "");
  });
  return sender;
}
