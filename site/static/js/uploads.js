// Sends each file as soon as it is chosen, in pieces and with progress. Without it the page's button sends them.
// All tickets come before the first byte, also of small files: given before the close, they last until half an hour after it.
import { digest, giveUp, PieceUpload } from "./pieces.js";

let underWay = 0;
addEventListener("beforeunload", (event) => {
  if (underWay) event.preventDefault();
});

// A file that was begun before, here or on a page that was closed, goes on where it stopped.
function begunTicket(zone, { name, size }, sha256) {
  const tickets = [...zone.querySelectorAll("[data-ticket]")].map((place) => [place, place.dataset]);
  const isSame = ([, begun]) => !begun.sha256 || !sha256 || begun.sha256 === sha256;
  return tickets.filter(([, begun]) => begun.name === name && Number(begun.size) === size).find(isSame)?.[0];
}

function prepare(zone, file, begun, sha256) {
  const [progress, words] = zone.querySelector("[data-upload-progress]").children;
  const say = (text) => (words.textContent = text.replace("{n}", file.name));
  return new PieceUpload(file, {
    tickets: zone.dataset.tickets,
    begun: begun?.dataset.ticket,
    sha256,
    onProgress: (part) => {
      progress.value = part * 100;
      say(zone.dataset.sending);
    },
    onWaiting: () => say(zone.dataset.waiting),
    onChecking: () => say(zone.dataset.checking),
  });
}

async function send(zone, upload) {
  const button = zone.querySelector("[data-upload-pause]");
  const show = () => (button.textContent = upload.paused ? zone.dataset.resume : zone.dataset.pause);
  button.onclick = () => {
    if (upload.paused) upload.resume();
    else upload.pause();
    show();
  };
  button.hidden = false;
  show();
  const answer = await upload.send();
  button.hidden = true;
  return answer;
}

function complain(zone, name, text) {
  const item = document.createElement("li");
  item.textContent = `${name}: ${text}`;
  zone.querySelector("[data-upload-errors]").append(item);
}

// Gives the uploads whose tickets are here, each with its place on the page, if it had been begun.
async function askAll(zone, files) {
  const uploads = [];
  for (const file of files) {
    const sha256 = await digest(file);
    const begun = begunTicket(zone, file, sha256);
    if (!begun && "awaits" in zone.dataset) {
      complain(zone, file.name, zone.dataset.other);
      continue;
    }
    const upload = prepare(zone, file, begun, sha256);
    await upload.ask();
    uploads.push([upload, begun]);
  }
  return uploads;
}

async function sendAll(zone, uploads) {
  for (const [upload, begun] of uploads) {
    const answer = await send(zone, upload);
    const { name } = upload.file;
    if (answer.html) {
      zone.querySelector("[data-upload-list]").insertAdjacentHTML("beforeend", answer.html);
      begun?.remove();
      zone.querySelector("[data-upload-place]")?.remove();
    } else complain(zone, name, answer.error || zone.dataset.failed);
    zone.querySelector("[data-upload-said]").textContent = answer.html ? answer.words : "";
  }
}

for (const zone of document.querySelectorAll("[data-tickets], [data-awaits]")) {
  const input = zone.querySelector('input[type="file"]');
  if (!input) continue;
  const progress = zone.querySelector("[data-upload-progress]");
  const drop = zone.querySelector("[data-upload-drop]");
  const whole = zone.querySelector("[data-upload-whole]");
  let before = Promise.resolve();
  drop.hidden = false;
  if (whole) whole.hidden = true;
  for (const place of zone.querySelectorAll("[data-ticket]")) {
    const end = place.querySelector("[data-ticket-end]");
    if (!end) continue;
    end.addEventListener("click", (event) => {
      event.preventDefault();
      giveUp(place.dataset.ticket).then(() => place.remove());
    });
  }
  input.addEventListener("change", async () => {
    const files = [...input.files];
    input.value = "";
    zone.querySelector("[data-upload-errors]").replaceChildren();
    progress.hidden = false;
    underWay += 1;
    // What is chosen while others are being sent asks at once, and is sent after them.
    const asked = askAll(zone, files);
    before = before.then(() => asked).then((uploads) => sendAll(zone, uploads));
    const mine = before;
    await mine;
    underWay -= 1;
    if (mine === before) progress.hidden = true;
    zone.classList.toggle("field--wrong", zone.querySelector("[data-upload-errors]").childElementCount > 0);
  });
}
