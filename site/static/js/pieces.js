// Sends a file in pieces. The server says how far it has come, so it goes on after a dead network or a reload.
import { csrfToken, renewToken } from "./csrf.js";

const RETRIES = [1_000, 2_000, 5_000, 10_000, 20_000];

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

export class PieceUpload {
  constructor(file, { tickets, begun, onProgress, onWaiting, onChecking }) {
    Object.assign(this, { file, tickets, url: begun, onProgress, onWaiting, onChecking, paused: null });
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

  // Gives the answer of the last piece, or {error}.
  async send() {
    let attempt = 0;
    while (true) {
      try {
        const state = await this.state();
        if (isKept(state)) return state;
        this.url = state.url;
        return await this.rest(state);
      } catch (problem) {
        if (problem instanceof Ended) return { error: problem.message };
        this.onWaiting();
        await until("online", RETRIES[Math.min(attempt, RETRIES.length - 1)]);
        attempt += 1;
      }
    }
  }

  async state() {
    const { name, size } = this.file;
    const body = JSON.stringify({ name, size });
    const json = { "Content-Type": "application/json" };
    const answer = this.url ? await ask(this.url) : await ask(this.tickets, { method: "POST", headers: json, body });
    if (answer.state === "signed_out") throw new Error(answer.error);
    if (answer.state !== "open" && !isKept(answer)) throw new Ended(answer.error ?? "");
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
