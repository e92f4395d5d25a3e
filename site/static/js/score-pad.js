// The judge's sheet: every value is saved as it is given, by thumb, mouse or keys. Without this file the Save button does it.
const SWITCH = "score-pad-keys";
const RETRY = 5000;

export function bindScorePad(form) {
  const criteria = [...form.querySelectorAll("[data-criterion]")];
  const status = form.querySelector("[data-pad-status]");
  const confirmation = form.querySelector("[data-pad-confirm]");
  const help = form.querySelector("[data-pad-keys]");
  const words = form.dataset;
  const given = new Map();
  const history = [];
  const waiting = new Map();
  let sending = false;
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

  // One request at a time and the newest value of each criterion only, so that a slow answer never overtakes.
  async function send() {
    if (sending || !waiting.size) return;
    const [key, body] = waiting.entries().next().value;
    sending = true;
    say(words.saving);
    let again = RETRY;
    try {
      const data = new FormData();
      data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      for (const [name, value] of Object.entries(body())) data.set(name, value);
      const url = key === "texts" ? words.textsUrl : words.scoreUrl;
      const response = await fetch(url, { method: "POST", body: data, headers: { Accept: "application/json" } });
      if (response.redirected || !response.headers.get("Content-Type")?.includes("json")) {
        waiting.clear();
        again = 0;
        say(words.signedOut, "bad");
      } else {
        if (waiting.get(key) === body) waiting.delete(key);
        answer(key, response.ok, await response.json());
        again = 0;
      }
    } catch {
      say(words.failed, "bad");
    }
    sending = false;
    if (again) setTimeout(send, again);
    else send();
  }

  function answer(key, ok, reply) {
    if (!ok) {
      say(reply.message, "bad");
      if (key === "texts" && reply.stale) textsPaused = true;
      return;
    }
    say(words.saved.replace("{0}", reply.saved), "good");
    if (key === "texts") form.elements.row_version.value = reply.row_version;
    for (const place of form.querySelectorAll("[data-pad-mean]")) place.textContent = reply.mean || "–";
  }

  function queue(key, body) {
    waiting.delete(key);
    waiting.set(key, body);
    send();
  }

  function set(fieldset, value, { remember = true } = {}) {
    const code = fieldset.dataset.criterion;
    const before = given.get(code) ?? "";
    if (before === value) return;
    for (const radio of radios(fieldset)) radio.checked = radio.value === value;
    given.set(code, value);
    if (remember) history.push({ fieldset, before });
    count();
    queue(code, () => ({ criterion: code, value }));
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
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
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
    const body = () => Object.fromEntries([...texts.map((field) => [field.name, field.value]), ["row_version", form.elements.row_version.value]]);
    queue("texts", body);
  };

  for (const fieldset of criteria) {
    given.set(fieldset.dataset.criterion, valueOf(fieldset));
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
      finish();
      return;
    }
    leaving = true;
  });
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => {
    if (waiting.size && !leaving) event.preventDefault();
  });
  document.addEventListener("keydown", onKey);

  const opener = form.querySelector("[data-pad-help]");
  const keysSwitch = form.querySelector("[data-pad-switch]");
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());
  keysSwitch.checked = localStorage.getItem(SWITCH) !== "off";
  keysSwitch.addEventListener("change", () => localStorage.setItem(SWITCH, keysSwitch.checked ? "on" : "off"));
  form.querySelector("[data-pad-steps]").hidden = false;
  form.setAttribute("data-live", "");
  show(Math.max(0, criteria.findIndex((fieldset) => !valueOf(fieldset))));
}

// n and p lead to the neighbors, also where there is no sheet to fill in.
function bindWay() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (localStorage.getItem(SWITCH) === "off" || document.querySelector("dialog[open]")) return;
    if (event.target.matches("textarea, select, input:not([type='radio'])")) return;
    document.querySelector(`[data-pad-way="${CSS.escape(event.key)}"]`)?.click();
  });
}

for (const form of document.querySelectorAll("[data-score-pad]")) bindScorePad(form);
bindWay();
if (!document.querySelector("[data-focus]")) document.querySelector("[data-start-here]")?.focus({ preventScroll: true });
