// Suggestions below a search box, as the combobox pattern of ARIA has it: a list that the keyboard walks while the focus stays.
// Without this script the box is a form like any other.
const WAIT = 150;
const known = new Map();
let count = 0;

async function ask(address, words) {
  const url = `${address}?${new URLSearchParams({ q: words })}`;
  if (!known.has(url)) {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (!answer.ok) return [];
    known.set(url, (await answer.json()).found);
  }
  return known.get(url);
}

function row(found, id) {
  const item = document.createElement("li");
  item.id = id;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.dataset.url = found.url;
  const kind = document.createElement("span");
  kind.className = "suggest__kind";
  kind.textContent = found.kind;
  item.append(found.title, " ", kind);
  return item;
}

function bind(input) {
  const list = document.createElement("ul");
  list.id = `suggest-${(count += 1)}`;
  list.className = "suggest";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  list.hidden = true;
  input.parentElement.classList.add("suggest-box");
  input.parentElement.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let timer = 0;
  let at = -1;

  const mark = (place) => {
    at = place;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  };
  const close = () => {
    clearTimeout(timer);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  };
  const open = (found) => {
    list.replaceChildren(...found.map((each, number) => row(each, `${list.id}-${number}`)));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    mark(-1);
  };
  const look = async () => {
    const words = input.value.trim();
    const found = words ? await ask(input.dataset.suggest, words) : [];
    if (input.value.trim() === words && document.activeElement === input) open(found);
  };

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing || input.value.trim()) timer = setTimeout(look, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // the keys belong to the Japanese input method
    const last = list.children.length - 1;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (list.hidden) {
      if (event.key === "ArrowDown" && event.altKey === false) look();
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      mark(at === last ? -1 : at + 1);
    } else if (event.key === "ArrowUp") {
      event.preventDefault();
      mark(at === -1 ? last : at - 1);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      location.assign(list.children[at].dataset.url);
    } else if (event.key === "Tab") close();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the box
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) location.assign(item.dataset.url);
  });
  input.addEventListener("blur", close);
}

export function bindSuggestions() {
  document.querySelectorAll("[data-suggest]").forEach(bind);
}
