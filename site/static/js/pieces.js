// Sends a file in pieces. The server says how far it has come, so it goes on after a dead network or a reload.
import { csrfToken, renewToken } from "./csrf.js";

const RETRIES = [1_000, 2_000, 5_000, 10_000, 20_000];

const MOST_DIGESTED = 64 * 1024 * 1024;

class Ended extends Error {}

// Here for good: looked at, or waiting until it can be.
const isKept = ({ state }) => state === "saved" || state === "waiting";

async function ask(url, options = {}, renewed = false) {
  const response = await fetch(url, {
    credentials: "same-origin",
    ...options,
    headers: { Accept: "application/json", "X-CSRFToken": csrfToken(), ...options.headers },
  });
  if (response.headers.get("Content-Type")?.includes("json")) return response.json();
  if (response.status === 403 && !renewed && (await renewToken())) return ask(url, options, true);
  throw new Error(`answer ${response.status}`);
}

const until = (happens, milliseconds) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    addEventListener(happens, () => (clearTimeout(timer), resolve()), { once: true });
  });

// The SHA-256 of what a file holds; nothing where the browser cannot say it, or the file is too large to be taken anyway.
export async function digest(file) {
  if (!globalThis.crypto?.subtle || file.size > MOST_DIGESTED) return "";
  try {
    const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return [...new Uint8Array(hash)].map((each) => each.toString(16).padStart(2, "0")).join("");
  } catch {
    return "";
  }
}

export class PieceUpload {
  constructor(file, { tickets, begun, sha256 = "", onProgress, onWaiting, onChecking }) {
    Object.assign(this, { file, tickets, url: begun, sha256, onProgress, onWaiting, onChecking, paused: null });
  }

  pause() {
    let go;
    this.paused = new Promise((resolve) => (go = resolve));
    this.go = go;
  }

  resume() {
    this.go?.();
    this.paused = null;
  }

  // Asks for the ticket and sends nothing yet: what was given before the close lasts beyond it.
  async ask() {
    this.given = await this.untilThrough(() => this.state());
  }

  // Gives the answer of the last piece, or {error}.
  async send() {
    if (this.given?.error !== undefined) return this.given;
    return this.untilThrough(async () => {
      const state = this.given ?? (await this.state());
      this.given = null;
      return isKept(state) ? state : this.rest(state);
    });
  }

  // Tries again after every failure of the network; {error} is the server's word that it has ended.
  async untilThrough(step) {
    for (let tries = 0; ; tries += 1) {
      try {
        return await step();
      } catch (problem) {
        if (problem instanceof Ended) return { error: problem.message };
        this.onWaiting();
        await until("online", RETRIES[Math.min(tries, RETRIES.length - 1)]);
      }
    }
  }

  async state() {
    const { name, size } = this.file;
    const body = JSON.stringify({ name, size, sha256: this.sha256 });
    const json = { "Content-Type": "application/json" };
    const answer = this.url ? await ask(this.url) : await ask(this.tickets, { method: "POST", headers: json, body });
    if (answer.state === "signed_out") throw new Error(answer.error);
    if (answer.state !== "open" && !isKept(answer)) throw new Ended(answer.error ?? "");
    this.url = answer.url ?? this.url;
    return answer;
  }

  // A piece was refused. Only what the ticket says of itself is final: if it still stands, the piece is sent again.
  async again({ error }) {
    const state = await this.state();
    if (isKept(state)) return state;
    throw new Error(error);
  }

  async rest({ offset, piece }) {
    let here = offset;
    while (true) {
      if (this.paused) await this.paused;
      this.onProgress(here / this.file.size);
      const end = Math.min(here + piece, this.file.size);
      if (end === this.file.size) this.onChecking();
      const answer = await ask(this.url, {
        method: "PATCH",
        headers: { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(here) },
        body: this.file.slice(here, end),
      });
      if (isKept(answer)) return answer;
      if (answer.state === "open" || answer.state === "offset") here = answer.offset;
      else if (answer.state === "signed_out") throw new Error(answer.error);
      else if (answer.state === "closed") return this.again(answer);
      else throw new Ended(answer.error);
    }
  }
}

export const giveUp = (url) => ask(url, { method: "DELETE" });
