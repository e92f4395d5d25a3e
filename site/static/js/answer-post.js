// Sends one answer to the server, after signing in again in another window with the new token.
import { csrfToken, renewToken } from "./csrf.js";

const PATIENCE = 20_000;
const MOST_KEPT_ALIVE = 40_000; // browsers refuse to finish more than 64 KiB for a page that has gone

// `owner` is "application:person"; nobody's words go out in the name of who has signed in since.
export async function postAnswer(owner, { url, value, version, base, sender, attempt }, renewed = false) {
  const writer = owner.split(":")[1];
  const body = JSON.stringify({ value, read_version: version, read_value: base, sender, attempt, writer });
  const response = await fetch(url, {
    method: "POST",
    credentials: "same-origin",
    keepalive: document.visibilityState === "hidden" && body.length * 3 < MOST_KEPT_ALIVE,
    signal: AbortSignal.timeout(PATIENCE),
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfToken() },
    body,
  });
  if (response.headers.get("Content-Type")?.includes("json")) return response.json();
  if (response.status === 403 && !renewed) {
    let other = false;
    const fits = (page) => !(other = (page.querySelector("[data-answers-of]")?.dataset.answersOf ?? owner) !== owner);
    if (await renewToken(fits)) return postAnswer(owner, { url, value, version, base, sender, attempt }, true);
    return { state: other ? "someone_else" : "signed_out" };
  }
  throw new Error(`answer ${response.status}`);
}
