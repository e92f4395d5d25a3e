// What was ticked to be compared stays ticked from page to page of the register, and from one list to the next, in this window.
// Without this script the boxes of one page are sent like those of any form.
const KEPT = "compare";

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  } catch {
    return [];
  }
}

function keep(chosen) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(chosen));
  } catch {
    // a window that may keep nothing compares what stands on one page
  }
}

function bind(tray) {
  const most = Number(tray.dataset.most);
  const count = tray.querySelector("[role=status]");
  const none = tray.querySelector("[type=reset]");
  const boxes = [...document.querySelectorAll(`[name=e][form=${tray.id}]`)];
  let chosen = kept();

  const show = () => {
    for (const box of boxes) {
      box.checked = chosen.includes(box.value);
      box.disabled = !box.checked && chosen.length >= most;
    }
    none.hidden = !chosen.length;
    const words = chosen.length === 1 ? count.dataset.one : count.dataset.many.replace("{n}", chosen.length);
    count.textContent = chosen.length >= most ? count.dataset.full : chosen.length ? words : "";
  };
  const change = (next) => {
    chosen = next;
    keep(chosen);
    show();
  };

  for (const box of boxes) {
    box.addEventListener("change", () => {
      change(box.checked ? [...chosen, box.value] : chosen.filter((each) => each !== box.value));
    });
  }
  tray.addEventListener("reset", (event) => {
    event.preventDefault();
    change([]);
    boxes[0]?.focus();
  });
  tray.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = new URLSearchParams(chosen.map((each) => ["e", each]));
    location.assign(`${tray.action}?${asked}`);
  });
  // The page may come back from the browser's memory after entries were taken out of the comparison.
  addEventListener("pageshow", () => change(kept()));
  show();
}

// From an entry's page: it is laid beside what was ticked before.
function lay(link) {
  link.addEventListener("click", () => {
    const chosen = kept().filter((each) => each !== link.dataset.compare);
    const asked = new URLSearchParams([...chosen, link.dataset.compare].map((each) => ["e", each]));
    link.search = `?${asked}`;
  });
}

export function bindTrays() {
  const compared = document.querySelector("[data-compared]");
  if (compared) keep(compared.dataset.compared.split(" ").filter(Boolean));
  document.querySelectorAll("form.tray").forEach(bind);
  document.querySelectorAll("a[data-compare]").forEach(lay);
}
