// What other windows of this person have not sent yet: sends what a window that has gone left behind, and names the rest.
// A form that goes on with the answers as a whole waits until they have arrived or are given up.
import { postAnswer } from "./answer-post.js";
import { WaitingAnswers } from "./waiting-answers.js";

const RETRY = 10_000;

// The next good moment to try again.
const later = () =>
  new Promise((done) => {
    for (const name of ["online", "focus"]) addEventListener(name, done, { once: true });
    setTimeout(done, RETRY);
  });

class LeftAnswers {
  constructor(place) {
    Object.assign(this, { place, words: place.dataset, watched: new Set(), stuck: new Map(), pending: new Set(), arrived: false });
    this.waiting = new WaitingAnswers(place.dataset.answersOf);
    this.part = (name) => place.querySelector(`[data-left-${name}]`);
    this.forms = [...document.querySelectorAll("form[data-waits-for-answers]")];
    for (const form of this.forms) form.addEventListener("submit", (event) => this.hold(event));
    addEventListener("storage", () => this.look());
    this.look();
  }

  // [id, window, key, entry] of each; where nothing waits for them, only those that do not go out by themselves.
  get shown() {
    const all = this.waiting.others().flatMap((other) =>
      Object.entries(other.all()).map(([key, entry]) => [`${other.window}:${key}`, other, key, entry]),
    );
    return this.forms.length ? all : all.filter(([id]) => this.stuck.has(id));
  }

  look() {
    for (const other of this.waiting.others()) {
      if (this.watched.has(other.window)) continue;
      this.watched.add(other.window);
      other.whenLeft(() => this.take(other));
    }
    this.show();
  }

  async take(other) {
    for (;;) {
      const left = Object.entries(other.all()).filter(([key]) => !this.isSure(`${other.window}:${key}`));
      if (!left.length) return;
      for (const [key, entry] of left) await this.bring(other, key, entry);
      this.show();
      if (Object.keys(other.all()).some((key) => !this.isSure(`${other.window}:${key}`))) await later();
    }
  }

  isSure(id) {
    return this.stuck.get(id)?.sure ?? false;
  }

  // Into its field, if it stands on this page and is open; else straight to the server.
  async bring(other, key, entry) {
    const id = `${other.window}:${key}`;
    if (!document.dispatchEvent(new CustomEvent("answers:left", { cancelable: true, detail: { key, entry } }))) {
      this.pending.delete(id);
      return other.drop(key);
    }
    try {
      const answer = await postAnswer(this.waiting.owner, { ...entry, attempt: entry.attempt + 1 });
      if (answer.state === "saved") {
        this.stuck.delete(id);
        this.arrived = true;
        other.drop(key);
      } else this.stuck.set(id, this.reason(answer));
    } catch {
      this.stuck.set(id, { words: this.words.offline });
    }
  }

  reason({ state, error }) {
    const known = { changed: this.words.changed, signed_out: this.words.signedOut, someone_else: this.words.someoneElse };
    return { words: known[state] ?? error ?? "", sure: !["signed_out", "someone_else"].includes(state), open: state === "changed" };
  }

  show() {
    const shown = this.shown;
    const ids = new Set(shown.map(([id]) => id));
    // What stood here and has gone without being given up has been sent by its own window.
    if (this.forms.length && [...this.pending].some((id) => !ids.has(id))) this.arrived = true;
    this.pending = ids;
    this.place.hidden = !shown.length && !this.arrived;
    this.part("count").textContent = shown.length ? this.words.count.replace("{n}", shown.length) : "";
    this.part("waits").hidden = !shown.length || !this.forms.length;
    this.part("arrived").hidden = !this.arrived || shown.length > 0;
    const drawn = JSON.stringify(shown.map(([id, , , entry]) => [id, entry.text, this.stuck.get(id)]));
    if (drawn === this.drawn) return; // nobody loses what she is just marking to copy
    this.drawn = drawn;
    this.part("list").replaceChildren(...shown.map((each) => this.item(...each)));
  }

  item(id, other, key, entry) {
    const item = this.part("item").content.firstElementChild.cloneNode(true);
    const part = (name) => item.querySelector(`[data-left-${name}]`);
    const { words = "", open = false } = this.stuck.get(id) ?? {};
    part("label").textContent = entry.label;
    part("text").value = entry.text;
    part("text").setAttribute("aria-label", entry.label);
    part("reason").textContent = words;
    part("open").hidden = !open || !entry.address?.startsWith("/");
    if (!part("open").hidden) part("open").querySelector("a").href = entry.address;
    part("discard").addEventListener("click", () => {
      if (!confirm(this.words.discard)) return;
      this.pending.delete(id);
      this.stuck.delete(id);
      other.drop(key);
      this.show();
      this.place.focus();
    });
    return item;
  }

  hold(event) {
    this.look();
    if (this.place.hidden) return;
    event.preventDefault();
    this.place.focus();
    this.place.scrollIntoView({ block: "nearest" });
  }
}

// After the page's own fields are there to take what belongs to them.
document.addEventListener("DOMContentLoaded", () => {
  for (const place of document.querySelectorAll("[data-answers-of]")) new LeftAnswers(place);
});
