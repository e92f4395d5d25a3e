// Saves each answer by itself a moment after the typing stops; keeps it on the device until the server has it.
import { cells, readTable, writeTable } from "./table.js";
import { csrfToken, renewToken } from "./csrf.js";
import { WaitingAnswers } from "./waiting-answers.js";

const PAUSE = 900;
const RETRY = 8_000;

class Question {
  constructor(place, form, waiting, status) {
    Object.assign(this, { place, form, waiting, status, key: place.dataset.question, busy: false, again: false });
    this.saved = place.querySelector("[data-saved]");
    this.version = place.querySelector("[data-version]");
    this.restore();
    place.addEventListener("input", () => this.typed());
    place.addEventListener("change", () => this.save());
  }

  get fields() {
    if (this.place.dataset.kind === "table") return cells(this.place);
    return [...this.place.querySelectorAll(`[name="${CSS.escape(this.place.dataset.field)}"]`)];
  }

  get value() {
    const { kind } = this.place.dataset;
    if (kind === "many") return this.fields.filter((field) => field.checked).map((field) => field.value);
    if (kind === "choice") return this.fields.find((field) => field.checked)?.value ?? "";
    if (kind === "consent") return this.fields[0].checked;
    if (kind === "table") return readTable(this.place);
    return this.fields[0].value;
  }

  set value(value) {
    const { kind } = this.place.dataset;
    if (kind === "table") writeTable(this.place, value);
    else for (const field of this.fields) {
      if (kind === "many") field.checked = (value ?? []).includes(field.value);
      else if (kind === "choice") field.checked = field.value === value;
      else if (kind === "consent") field.checked = Boolean(value);
      else field.value = value ?? "";
    }
    this.fields[0].dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "restored" }));
  }

  restore() {
    const entry = this.waiting.get(this.key);
    if (!entry || JSON.stringify(entry.value) === JSON.stringify(this.value)) return this.waiting.drop(this.key);
    this.value = entry.value;
    this.version.value = entry.version;
    this.say(this.form.dataset.restored, "warn");
    setTimeout(() => this.save(), 0);
  }

  typed() {
    this.waiting.put(this.key, { value: this.value, version: Number(this.version.value) });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  say(words, tone = "") {
    this.saved.textContent = words;
    this.saved.dataset.tone = tone;
  }

  async save() {
    clearTimeout(this.timer);
    if (this.conflict) return;
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    const value = this.value;
    this.waiting.put(this.key, { value, version: Number(this.version.value) });
    this.say(this.form.dataset.saving);
    try {
      await this.take(await this.post(value), value);
    } catch {
      this.say(this.form.dataset.offline, "warn");
      this.status.textContent = this.form.dataset.offline;
      this.retry();
    }
    this.busy = false;
    if (this.again) {
      this.again = false;
      this.save();
    }
  }

  async post(value, renewed = false) {
    const response = await fetch(this.place.dataset.url, {
      method: "POST",
      credentials: "same-origin",
      keepalive: true,
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
      body: JSON.stringify({ value, read_version: Number(this.version.value) }),
    });
    const isJson = response.headers.get("Content-Type")?.includes("json");
    if (isJson) return response.json();
    if (response.status === 403 && !renewed) {
      if (await renewToken()) return this.post(value, true);
      return { state: "signed_out" };
    }
    throw new Error(`answer ${response.status}`);
  }

  take(answer, value) {
    if (answer.state === "saved") return this.settled(answer, value);
    if (answer.state === "changed") return this.ask(answer.theirs);
    if (answer.state === "signed_out") {
      this.say(this.form.dataset.signedOut, "bad");
      this.status.textContent = this.form.dataset.signedOut;
      return this.retry();
    }
    return this.say(answer.error, "bad");
  }

  settled(answer, value) {
    this.version.value = answer.version;
    this.place.querySelector("[data-fingerprint]").value = answer.fingerprint;
    this.status.textContent = "";
    if (JSON.stringify(value) === JSON.stringify(this.value)) this.waiting.drop(this.key);
    this.say([answer.words, answer.note].filter(Boolean).join(" · "), answer.note ? "warn" : "");
  }

  retry() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), RETRY);
  }

  // Somebody else was faster: both answers are shown, and the person chooses.
  ask(theirs) {
    const copy = document.querySelector("[data-conflict-template]").content.cloneNode(true);
    this.conflict = copy.firstElementChild;
    const title = copy.querySelector("[data-conflict-title]");
    title.textContent = title.dataset.words.replace("{name}", theirs.by).replace("{time}", theirs.time);
    copy.querySelector("[data-conflict-text]").textContent = theirs.text || "–";
    copy.querySelector("[data-conflict-mine]").addEventListener("click", () => this.choose(theirs, this.value));
    copy.querySelector("[data-conflict-theirs]").addEventListener("click", () => this.choose(theirs, theirs.value));
    this.say("");
    this.place.append(copy);
    this.status.textContent = title.textContent;
  }

  choose(theirs, value) {
    this.conflict.remove();
    this.conflict = null;
    this.version.value = theirs.version;
    this.value = value;
    this.fields[0].focus();
    this.save();
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const waiting = new WaitingAnswers(form.dataset.autosave);
  const status = form.querySelector("[data-autosave-status]");
  const questions = [...form.querySelectorAll("[data-question][data-field]")].map(
    (place) => new Question(place, form, waiting, status),
  );
  const flush = () => {
    for (const question of questions) if (waiting.get(question.key)) question.save();
  };
  addEventListener("online", flush);
  document.addEventListener("visibilitychange", flush);
  addEventListener("pagehide", flush);
}
