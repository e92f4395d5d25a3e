// Sends each file as soon as it is chosen, in pieces and with progress. Without it the page's save button sends them.
// The ticket comes before the first byte, also of a small file: given before the close, it lasts until half an hour after it.
import { PieceUpload, giveUp } from "./pieces.js";

// A file that was begun before, here or on a page that was closed, goes on where it stopped.
function begunTicket(zone, file) {
  const tickets = [...zone.querySelectorAll("[data-ticket]")];
  return tickets.find((place) => place.dataset.name === file.name && Number(place.dataset.size) === file.size);
}

async function send(zone, file, begun) {
  const place = zone.querySelector("[data-upload-progress]");
  const [progress, words] = place.children;
  const button = place.querySelector("[data-upload-pause]");
  const say = (text) => (words.textContent = text.replace("{n}", file.name));
  const upload = new PieceUpload(file, {
    tickets: zone.dataset.tickets,
    begun: begun?.dataset.ticket,
    onProgress: (part) => {
      progress.value = part * 100;
      say(zone.dataset.sending);
    },
    onWaiting: () => say(zone.dataset.waiting),
    onChecking: () => say(zone.dataset.checking),
  });
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
  begun?.remove();
  return answer;
}

function complain(zone, name, text) {
  const item = document.createElement("li");
  item.textContent = `${name}: ${text}`;
  zone.querySelector("[data-upload-errors]").append(item);
}

for (const zone of document.querySelectorAll("[data-tickets]")) {
  const input = zone.querySelector('input[type="file"]');
  const progress = zone.querySelector("[data-upload-progress]");
  zone.querySelector("[data-upload-drop]").hidden = false;
  for (const place of zone.querySelectorAll("[data-ticket]")) {
    const end = place.querySelector("[data-ticket-end]");
    end.hidden = false;
    end.addEventListener("click", () => giveUp(place.dataset.ticket).then(() => place.remove()));
  }
  input.addEventListener("change", async () => {
    const files = [...input.files];
    input.value = "";
    zone.querySelector("[data-upload-errors]").replaceChildren();
    progress.hidden = false;
    for (const file of files) {
      const begun = begunTicket(zone, file);
      const answer = await send(zone, file, begun);
      if (!answer.html) complain(zone, file.name, answer.error || zone.dataset.failed);
      else zone.querySelector("[data-upload-list]").insertAdjacentHTML("beforeend", answer.html);
      zone.querySelector("[data-upload-said]").textContent = answer.html ? answer.words : "";
    }
    progress.hidden = true;
    zone.classList.toggle("field--wrong", zone.querySelector("[data-upload-errors]").childElementCount > 0);
  });
}
