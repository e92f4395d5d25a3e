// Answers that the server does not have yet, kept on this device: a closed tab or a dead network loses nothing.
export class WaitingAnswers {
  constructor(name) {
    this.name = `tsunagi-answers:${name}`;
    this.memory = {};
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
    this.write({ ...this.all(), [key]: entry });
  }

  get(key) {
    return this.all()[key];
  }

  drop(key) {
    const { [key]: _gone, ...rest } = this.all();
    this.write(rest);
  }
}
