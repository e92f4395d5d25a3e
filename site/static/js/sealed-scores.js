// What a judge has given and the server does not have yet, kept on this device. It is encrypted with a key that only her own
// signed-in pages are given and that is written nowhere: whoever finds the device, or signs in next, reads nothing.
import { SCORES as PREFIX } from "./waiting-answers.js";

const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));

// Where nothing may be kept, or nothing can be encrypted (no key, an insecure address, storage switched off).
class OpenPageOnly {
  keeps = false;
  cases = () => [];
  read = async () => ({});
  write = async () => {};
}

export class SealedScores {
  keeps = true;

  static async open(owner, key) {
    if (!key || !globalThis.crypto?.subtle) return new OpenPageOnly();
    try {
      localStorage.setItem(`${PREFIX}try`, "");
      localStorage.removeItem(`${PREFIX}try`);
      const secret = await crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["encrypt", "decrypt"]);
      return new SealedScores(owner, secret);
    } catch {
      return new OpenPageOnly();
    }
  }

  constructor(owner, secret) {
    Object.assign(this, { prefix: `${PREFIX}${owner}:`, secret });
  }

  // The cases of which something waits here.
  cases() {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(this.prefix));
    return names.map((name) => name.slice(this.prefix.length));
  }

  async read(id) {
    const kept = localStorage.getItem(this.prefix + id);
    if (!kept) return {};
    try {
      const [iv, sealed] = kept.split(".").map(bytes);
      return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, this.secret, sealed)));
    } catch {
      localStorage.removeItem(this.prefix + id); // another key: nobody can read it any more
      return {};
    }
  }

  // In the order in which it is asked, so that what was typed last is what stays. Without room the open page still holds it.
  write(id, entries) {
    this.last = (this.last ?? Promise.resolve()).then(() => this.put(id, entries)).catch(() => (this.keeps = false));
    return this.last;
  }

  async put(id, entries) {
    if (!Object.keys(entries).length) return localStorage.removeItem(this.prefix + id);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(entries));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.secret, plain);
    return localStorage.setItem(this.prefix + id, `${text(iv)}.${text(sealed)}`);
  }
}
