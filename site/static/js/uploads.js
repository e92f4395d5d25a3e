// Sends files as soon as they are chosen, with progress. Without it the page's save button sends them.
import { csrfToken } from "./csrf.js";

function send(zone, file) {
  const [progress, words] = zone.querySelector("[data-upload-progress]").children;
  const body = new FormData();
  body.append("file", file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", zone.dataset.upload);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.upload.addEventListener("progress", (event) => {
      progress.value = event.lengthComputable ? (event.loaded / event.total) * 100 : 0;
      words.textContent = zone.dataset.sending.replace("{n}", file.name);
    });
    request.addEventListener("loadend", () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        answer = {};
      }
      resolve(request.status === 200 ? answer : { error: answer.error || zone.dataset.failed });
    });
    request.send(body);
  });
}

function complain(zone, name, text) {
  const item = document.createElement("li");
  item.textContent = `${name}: ${text}`;
  zone.querySelector("[data-upload-errors]").append(item);
}

for (const zone of document.querySelectorAll("[data-upload]")) {
  const input = zone.querySelector('input[type="file"]');
  const progress = zone.querySelector("[data-upload-progress]");
  zone.querySelector("[data-upload-drop]").hidden = false;
  input.addEventListener("change", async () => {
    const files = [...input.files];
    input.value = "";
    zone.querySelector("[data-upload-errors]").replaceChildren();
    progress.hidden = false;
    for (const file of files) {
      const answer = await send(zone, file);
      if (answer.error) complain(zone, file.name, answer.error);
      else zone.querySelector("[data-upload-list]").insertAdjacentHTML("beforeend", answer.html);
    }
    progress.hidden = true;
    zone.classList.toggle("field--wrong", zone.querySelector("[data-upload-errors]").childElementCount > 0);
  });
}
