// Answers that the server does not have yet, kept on this device: a closed tab or a dead network loses nothing.
// Each person has her own: whoever signs in with the same browser does not get them to see.
const PREFIX = "tsunagi-answers:";
const DAYS_KEPT = 30;

const names = () => {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  } catch {
    return [];
  }
};

export const anyWaiting = () => names().length > 0;

export const forgetAll = () => names().forEach((name) => localStorage.removeItem(name));

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

export class WaitingAnswers {
  constructor(name) {
    this.name = PREFIX + name;
    this.memory = {};
    forgetOld();
  }

  all() {
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
    } catch {
      // No room, or storage is off: the page itself still holds them.
    }
  }

  put(key, entry) {
    this.write({ ...this.all(), [key]: { ...entry, at: Date.now() } });
  }

  get(key) {
    return this.all()[key];
  }

  // What waits for questions that are not among these.
  besides(keys) {
    return Object.keys(this.all()).filter((key) => !keys.includes(key));
  }

  drop(key) {
    const { [key]: _gone, ...rest } = this.all();
    this.write(rest);
  }
}
