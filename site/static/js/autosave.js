// Saves each answer by itself a moment after the typing stops; keeps it on the device until the server has it.
import { postAnswer } from "./answer-post.js";
import { showGone } from "./gone-answers.js";
import { fieldsOf, inWords, read, write } from "./question-field.js";
import { joinColleagues } from "./together.js";
import { WaitingAnswers, canKeep, holdWindow, newId } from "./waiting-answers.js";

const PAUSE = 900;
const LONGEST_PAUSE = 4_000; // of somebody who types without a pause; where the device keeps nothing, no longer than PAUSE
const FIRST_RETRY = 2_000;
const LAST_RETRY = 30_000;
const termsIn = (url) => new URL(url, location).searchParams.get("terms");
const SURE = new Set(["wrong", "closed", "refused"]);

// While a button is held down nothing moves: a line more or less, and the click would miss what it was meant for.
const LONGEST_PRESS = 1_000;
let pressed = null;
let release = () => {};
const press = (released) => {
  release = released;
  setTimeout(released, LONGEST_PRESS);
};
addEventListener("pointerdown", () => (pressed = new Promise(press)), { capture: true });
for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => setTimeout(release), { capture: true });

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

class Question {
  constructor(place, page) {
    Object.assign(this, { place, page, key: place.dataset.question, attempts: 0 });
    this.words = page.form.dataset;
    this.saved = place.querySelector("[data-saved]");
    this.version = place.querySelector("[data-version]");
    place.addEventListener("input", () => this.typed());
    place.addEventListener("change", () => this.save());
    place.addEventListener("compositionstart", () => (this.composing = true));
    place.addEventListener("compositionend", () => (this.composing = false));
  }

  get value() {
    return read(this.place);
  }

  set value(value) {
    write(this.place, value);
  }

  get entry() {
    return this.page.waiting.get(this.key);
  }

  // What was typed here and the server does not have yet; nobody else's window sends it while this one lives.
  keep(facts = {}) {
    const { base, sender = newId(), attempt = 0 } = { ...this.entry, ...facts };
    const { url, label } = this.place.dataset;
    const about = { url, label, text: inWords(this.place), address: `${location.pathname}#${this.place.id}` };
    this.page.waiting.put(this.key, { ...about, value: this.value, version: Number(this.version.value), base, sender, attempt });
    if (this.page.waiting.full) this.page.warn();
  }

  // What a window that has gone had left behind here. Not where somebody has typed since.
  adopt(entry) {
    if (this.entry || this.running || this.conflict || this.composing || this.gone) return false;
    if (termsIn(entry.url) !== termsIn(this.place.dataset.url)) return false; // a consent to words that stand here no longer
    if (same(entry.value, this.value)) {
      if ("sent" in this.words) this.keep(entry);
      return true;
    }
    this.quietly(() => (this.value = entry.value));
    this.version.value = entry.version;
    this.keep(entry);
    this.say(this.words.restored, "warn");
    this.save();
    return true;
  }

  quietly(change) {
    this.quiet = true;
    change();
    this.quiet = false;
  }

  typed() {
    if (this.quiet) return;
    this.keep();
    this.stopped = false;
    clearTimeout(this.timer);
    this.since ??= Date.now();
    const longest = canKeep() ? LONGEST_PAUSE : PAUSE;
    this.timer = setTimeout(() => this.save(), Math.max(0, Math.min(PAUSE, this.since + longest - Date.now())));
  }

  say(words, tone = "") {
    this.saved.textContent = words;
    this.saved.dataset.tone = tone;
  }

  save() {
    clearTimeout(this.timer);
    this.again = true;
    this.running ??= this.send().finally(() => (this.running = null));
    return this.running;
  }

  async send() {
    while (this.again && this.entry && !this.conflict && !this.gone) {
      this.again = false;
      this.since = null;
      const value = this.value;
      this.keep({ attempt: this.entry.attempt + 1 });
      // What stands there stays while it fails: the click that left the field is still to come.
      if (!this.attempts) this.say(this.words.saving);
      try {
        const answer = await postAnswer(this.words.autosave, this.entry);
        await pressed;
        this.take(answer, value);
      } catch {
        await pressed;
        const words = this.page.waiting.atRisk ? this.words.onlyHere : this.words.offline;
        this.say(words, "warn");
        this.page.tell(words);
        this.retry();
      }
    }
  }

  take(answer, value) {
    if (answer.state === "saved") return this.settled(answer, value);
    if (answer.state === "changed") return this.ask(answer.theirs);
    if (answer.state === "signed_out" || answer.state === "someone_else") {
      const kept = answer.state === "signed_out" ? this.words.signedOut : this.words.someoneElse;
      const words = this.page.waiting.atRisk ? this.words.signInHere : kept;
      this.say(words, "bad");
      this.page.tell(words, "bad");
      this.page.signIn(true);
      return this.retry();
    }
    if (answer.state === "gone") return this.leave(answer.error);
    this.stopped = SURE.has(answer.state);
    return this.say(answer.error, "bad");
  }

  // The form has moved to an edition without this question. The text stays on the device until it has been copied.
  leave(words) {
    this.gone = true;
    for (const field of fieldsOf(this.place)) field.disabled = true;
    this.say(words, "bad");
    showGone(this.page.form, this.page.waiting, this.key);
  }

  settled(answer, sent) {
    const untouched = same(sent, this.value) && !this.composing;
    this.attempts = 0;
    this.version.value = answer.version;
    this.place.querySelector("[data-fingerprint]").value = answer.fingerprint;
    if (untouched && answer.joined) this.quietly(() => (this.value = answer.value));
    if (untouched) this.page.waiting.drop(this.key);
    else this.keep({ base: answer.joined ? sent : undefined });
    this.say([answer.words, answer.joined, answer.note].filter(Boolean).join(" · "), answer.note ? "warn" : "");
    this.page.signIn(false);
    this.page.tellWhenSaved(answer.time);
  }

  retry() {
    clearTimeout(this.timer);
    const pause = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** this.attempts++);
    this.timer = setTimeout(() => this.save(), pause * (0.8 + Math.random() * 0.4));
  }

  // A colleague has saved a newer answer, and nothing is typed here that she has not seen.
  takeOver(theirs) {
    if (this.entry || this.running || this.conflict || this.composing || this.gone) return;
    // This answer was asked for before one's own save, and has come after it.
    if (theirs.version <= Number(this.version.value)) return;
    this.quietly(() => (this.value = theirs.value));
    this.version.value = theirs.version;
    this.place.querySelector("[data-fingerprint]").value = theirs.fingerprint;
    this.say(theirs.words, "theirs");
  }

  // Somebody else was faster in the same place: both answers are shown, and the person chooses.
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
    this.page.tell(title.textContent, "bad");
  }

  choose(theirs, value) {
    this.conflict.remove();
    this.conflict = null;
    this.version.value = theirs.version;
    this.quietly(() => (this.value = value));
    this.keep({ base: undefined });
    fieldsOf(this.place)[0].focus();
    this.save();
  }
}

class Page {
  constructor(form) {
    this.form = form;
    this.waiting = new WaitingAnswers(form.dataset.autosave);
    holdWindow();
    this.status = form.querySelector("[data-autosave-status]");
    this.questions = [...form.querySelectorAll("[data-question][data-field]")].map((place) => new Question(place, this));
    this.unkept = form.querySelector("[data-unkept]");
    if (!canKeep()) this.warn();
    addEventListener("beforeunload", (event) => !this.leaving && this.waiting.atRisk && event.preventDefault());
    const flush = () => this.flush();
    addEventListener("online", flush);
    addEventListener("focus", flush);
    addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flush);
    document.addEventListener("answers:flush", (event) => event.detail.push(this.flush()));
    document.addEventListener("answers:left", (event) => {
      if (this.questions.find((question) => question.key === event.detail.key)?.adopt(event.detail.entry)) event.preventDefault();
    });
    // Gone and come back: another window may have taken over what was typed here, and may have sent it.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    form.addEventListener("submit", (event) => this.submit(event));
    if (form.dataset.together) joinColleagues(form, this.questions);
  }

  get unsent() {
    return this.questions.filter((question) => question.entry && !question.stopped && !question.gone);
  }

  flush() {
    return Promise.all(this.unsent.map((question) => question.save()));
  }

  tell(words, tone = "warn") {
    this.status.textContent = words;
    this.status.dataset.tone = tone;
  }

  tellWhenSaved(time) {
    if (!this.questions.some((question) => question.entry && !question.gone)) this.tell(this.form.dataset.allSaved.replace("{time}", time), "good");
  }

  // Once said it stands: storage that was full is full again with the next longer text.
  warn() {
    this.unkept.hidden = false;
    this.unkept.textContent ||= this.unkept.dataset.words;
  }

  signIn(needed) {
    this.form.querySelector("[data-sign-in]").hidden = !needed;
  }

  // The button goes on only when the server has everything; else the page stays, and what was typed with it.
  async submit(event) {
    if (this.leaving) return;
    if (!this.unsent.length) {
      this.leaving = true; // what the server refused goes with the form
      return;
    }
    event.preventDefault();
    const button = event.submitter;
    await this.flush();
    if (this.unsent.length) {
      if (this.status.dataset.tone !== "bad") this.tell(this.form.dataset.waits);
      this.status.scrollIntoView({ block: "nearest" });
      return;
    }
    this.leaving = true;
    this.form.requestSubmit(button);
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Page(form);
