// What an earlier page of the same judge could not send, of every case: sent from her list and from every sheet.
import { csrfToken } from "./csrf.js";
import { ScoreSender } from "./score-sender.js";
import { SealedScores } from "./sealed-scores.js";

// `place` carries data-scores-of (whose they are) and, where the round allows it, data-device-key.
export const openStore = (place) => SealedScores.open(place.dataset.scoresOf, place.dataset.deviceKey);

export async function sendLeft(place, store, { except = "", done = () => {} } = {}) {
  for (const id of store.cases().filter((each) => each !== except)) {
    const { urls, version } = await store.read(id);
    if (!urls) continue;
    const refusals = [];
    const tell = (kind, { reply } = {}) => {
      if (kind === "refused") refusals.push(reply.message);
      if (["failed", "signed_out"].includes(kind)) done(id, kind, refusals);
    };
    const sender = new ScoreSender({ owner: place.dataset.scoresOf, id, urls, token: csrfToken, version, store, tell });
    await sender.takeUp();
    await sender.sent;
    if (!sender.waiting.size) done(id, "sent", refusals);
  }
}
