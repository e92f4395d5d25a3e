// Answers that the server does not have yet, kept on this device: a closed tab or a dead network loses nothing.
// Each person has her own: whoever signs in with the same browser does not get them to see. So has each of her windows:
// two of them never write over each other's, and what a window leaves behind belongs to the one that takes its lock.
const PREFIX = "tsunagi-answers:";
export const SCORES = "tsunagi-scores:"; // sealed-scores.js
const LOCK = "tsunagi-window:";
const DAYS_KEPT = 30;
const QUIET = 120_000; // without locks: a window that has not tried for so long is gone

export const newId = () => {
  const digits = [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0"));
  return digits.join("").replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
};

export const HERE = newId();

const names = (prefix = PREFIX) => {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
};

// Whether this device keeps anything: a full or switched-off storage does not.
export const canKeep = () => {
  try {
    localStorage.setItem("tsunagi-probe", "1");
    localStorage.removeItem("tsunagi-probe");
    return true;
  } catch {
    return false;
  }
};

const everything = () => [...names(), ...names(SCORES)];

export const anyWaiting = () => everything().length > 0;

export const forgetAll = () => everything().forEach((name) => localStorage.removeItem(name));

function forgetOld() {
  const oldest = Date.now() - DAYS_KEPT * 86_400_000;
  for (const name of names()) {
    try {
      const entries = Object.values(JSON.parse(localStorage.getItem(name)) ?? {});
      if (entries.every((entry) => (entry.at ?? 0) < oldest)) localStorage.removeItem(name);
    } catch {
      localStorage.removeItem(name);
    }
  }
}

// For as long as this page lives: no other window takes what is written here.
let held;
export const holdWindow = () => (held ??= navigator.locks?.request(LOCK + HERE, () => new Promise(() => {})) ?? true);

export class WaitingAnswers {
  constructor(owner, window = HERE) {
    Object.assign(this, { owner, window, name: `${PREFIX}${owner}:${window}`, memory: {} });
    forgetOld();
  }

  // The same person's answers to the same form in other windows, of which some may have gone.
  others() {
    const prefix = `${PREFIX}${this.owner}:`;
    return names(prefix)
      .map((name) => name.slice(prefix.length))
      .filter((window) => window !== this.window)
      .map((window) => new WaitingAnswers(this.owner, window));
  }

  // Calls back once, when the window has gone, in one of the windows that wait for that. Theirs until the promise ends.
  whenLeft(take) {
    if (navigator.locks) return navigator.locks.request(LOCK + this.window, take);
    const last = Math.max(0, ...Object.values(this.all()).map((entry) => entry.at ?? 0));
    if (Date.now() - last > QUIET) return take();
    return setTimeout(() => this.whenLeft(take), QUIET);
  }

  // What neither the server nor the device has: it ends with the page.
  get atRisk() {
    return Boolean(this.full) && Object.keys(this.memory).length > 0;
  }

  all() {
    if (this.full) return this.memory;
    try {
      return JSON.parse(localStorage.getItem(this.name)) ?? {};
    } catch {
      return this.memory;
    }
  }

  write(entries) {
    this.memory = entries;
    try {
      if (Object.keys(entries).length) localStorage.setItem(this.name, JSON.stringify(entries));
      else localStorage.removeItem(this.name);
      this.full = false;
    } catch {
      this.full = true; // No room, or storage is off: the page itself still holds them, and says so.
    }
  }

  put(key, entry) {
    this.write({ ...this.all(), [key]: { ...entry, at: Date.now() } });
  }

  get(key) {
    return this.all()[key];
  }

  drop(key) {
    const { [key]: _gone, ...rest } = this.all();
    this.write(rest);
  }
}
