// Sends what a judge gives of one case, in order and one at a time; what has not arrived waits on the device.
import { renewToken } from "./csrf.js";

const RETRY = 5_000;
const PATIENCE = 20_000;
const HAND_IN = "hand-in";
const TEXTS = "texts";

export class ScoreSender {
  // `urls`: score, texts, handIn. `tell(kind, detail)`: saving, saved, refused, failed, signed_out, handed_in.
  constructor({ owner, id, urls, token, version, store, tell }) {
    Object.assign(this, { owner, id, urls, token, version, store, tell, waiting: new Map(), known: new Map(), sending: false });
  }

  // What an earlier page left behind, as {key: entry}; it is sent like everything else.
  async takeUp() {
    const left = await this.store.read(this.id);
    const entries = Object.entries(left.entries ?? {}).filter(([key]) => !this.waiting.has(key));
    for (const [key, entry] of entries) this.waiting.set(key, entry);
    if (this.waiting.has(TEXTS) && left.version) this.version = left.version;
    if (entries.length) this.sent = this.send();
    return Object.fromEntries(entries);
  }

  knows(criterion, value) {
    this.known.set(criterion, value);
  }

  score(criterion, value) {
    const before = this.waiting.get(criterion);
    // The server may have got a value whose answer was lost: none of these is somebody else's.
    const expected = [...(before ? [...before.expected, before.value] : [this.known.get(criterion) ?? ""])];
    this.put(criterion, { value, expected: [...new Set(expected)] });
  }

  texts(fields) {
    this.put(TEXTS, { fields });
  }

  handIn() {
    this.put(HAND_IN, {});
  }

  get handsIn() {
    return this.waiting.has(HAND_IN);
  }

  put(key, entry) {
    if (key !== HAND_IN) this.waiting.delete(HAND_IN); // who goes on writing has not handed in
    this.waiting.delete(key);
    this.waiting.set(key, entry);
    this.keep();
    this.send();
  }

  keep() {
    const entries = Object.fromEntries(this.waiting);
    const left = this.waiting.size ? { entries, urls: this.urls, version: this.version } : {};
    return (this.kept = this.store.write(this.id, left));
  }

  request(key, entry) {
    const values = { csrfmiddlewaretoken: this.token() };
    if (key === HAND_IN) return [this.urls.handIn, values];
    if (key === TEXTS) return [this.urls.texts, { ...values, ...entry.fields, row_version: this.version }];
    return [this.urls.score, { ...values, criterion: key, value: entry.value, expected: JSON.stringify(entry.expected) }];
  }

  async post(key, entry, renewed = false) {
    const [url, values] = this.request(key, entry);
    const body = new FormData();
    for (const [name, value] of Object.entries(values)) body.set(name, value);
    const response = await fetch(url, {
      method: "POST", body, credentials: "same-origin", headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE),
    });
    if (!response.redirected && response.headers.get("Content-Type")?.includes("json")) {
      return { ok: response.ok, ...(await response.json()) };
    }
    if (response.status >= 500) throw new Error(`scores ${response.status}`);
    // Signed in again in another window: the page takes the new token, if it is still the same person.
    const hers = (page) => page.querySelector("[data-scores-of]")?.dataset.scoresOf === this.owner;
    if (response.status === 403 && !renewed && (await renewToken(hers))) return this.post(key, entry, true);
    return null;
  }

  async send() {
    if (this.sending || !this.waiting.size) return;
    const [key, entry] = this.waiting.entries().next().value;
    this.sending = true;
    clearTimeout(this.later);
    this.tell("saving");
    let again = true;
    try {
      const reply = await this.post(key, entry);
      if (!reply) {
        again = false;
        this.tell("signed_out");
      } else {
        this.settle(key, entry, reply);
      }
    } catch {
      again = false;
      this.later = setTimeout(() => this.send(), RETRY);
      this.tell("failed");
    }
    this.sending = false;
    if (again) await this.send();
  }

  settle(key, entry, reply) {
    if (this.waiting.get(key) === entry) this.waiting.delete(key);
    if (reply.row_version) this.version = reply.row_version;
    if (!reply.ok) this.waiting.delete(HAND_IN); // something of the sheet is not as she gave it
    if (key !== TEXTS && key !== HAND_IN) this.known.set(key, reply.ok ? entry.value : (reply.theirs ?? this.known.get(key) ?? ""));
    this.keep();
    if (!reply.ok) this.tell("refused", { key, reply });
    else this.tell(key === HAND_IN ? "handed_in" : "saved", { key, reply });
  }
}
