// The certificate is drawn anew while somebody types: after a pause, one drawing at a time. Without it a button does that.
const button = document.querySelector("[data-design-preview]");
const pages = document.querySelector("[data-design-pages]");
const PAUSE = 800; // milliseconds
let timer;
let drawing = false;
let waiting = false;

async function draw(form) {
  if (drawing) {
    waiting = true;
    return;
  }
  drawing = true;
  pages.setAttribute("aria-busy", "true");
  const data = new FormData(form);
  data.set("preview", "1");
  data.set("fragment", "1");
  try {
    const response = await fetch(form.action || location.href, { method: "POST", body: data, credentials: "same-origin" });
    if (!response.ok) throw new Error(String(response.status));
    const shown = new DOMParser().parseFromString(await response.text(), "text/html");
    pages.replaceChildren(...shown.body.childNodes);
  } catch {
    const words = document.createElement("p");
    words.textContent = pages.dataset.failed;
    pages.replaceChildren(words);
  }
  pages.removeAttribute("aria-busy");
  drawing = false;
  if (waiting) {
    waiting = false;
    draw(form);
  }
}

function soon(form) {
  clearTimeout(timer);
  timer = setTimeout(() => draw(form), PAUSE);
}

if (button && pages) {
  const { form } = button;
  form.addEventListener("input", () => soon(form));
  form.addEventListener("change", () => soon(form));
  button.addEventListener("click", (event) => {
    event.preventDefault();
    draw(form);
  });
}
