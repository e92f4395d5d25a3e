// Rectangles over the picture of a page: drawn with a pointer, taken away by a click or the delete key. The field below the
// picture keeps them in percent, a line each, so that they can be written as well.
const WHOLE = 1000;
const SMALLEST = 6;

// What is being typed and is no area yet is left to the server to refuse.
function read(text) {
  return text
    .split("\n")
    .map((line) => line.normalize("NFKC").replace(/[,、%]/g, " ").trim().split(/\s+/).map((side) => Number(side) * 10))
    .filter((area) => area.length === 4 && area.every((side) => side >= 0 && side <= WHOLE));
}

function written(areas) {
  return areas.map((area) => area.map((side) => side / 10).join(" ")).join("\n");
}

class Cover {
  constructor(figure) {
    this.figure = figure;
    this.field = figure.querySelector("textarea");
    this.layer = document.createElement("div");
    this.layer.className = "blind-copy__layer";
    const picture = figure.querySelector("img");
    const frame = document.createElement("div");
    frame.className = "blind-copy__frame";
    picture.replaceWith(frame);
    frame.append(picture, this.layer);
    this.areas = read(this.field.value);
    this.field.addEventListener("input", () => {
      this.areas = read(this.field.value);
      this.draw();
    });
    this.layer.addEventListener("pointerdown", (event) => this.begin(event));
    const whole = figure.querySelector("[data-cover-page]");
    whole.hidden = false;
    whole.addEventListener("click", () => this.set([[0, 0, WHOLE, WHOLE]]));
    this.draw();
  }

  place(event) {
    const box = this.layer.getBoundingClientRect();
    const part = (value, start, size) => Math.round(Math.min(Math.max((value - start) / size, 0), 1) * WHOLE);
    return [part(event.clientX, box.left, box.width), part(event.clientY, box.top, box.height)];
  }

  begin(event) {
    if (event.target !== this.layer || event.button) return;
    event.preventDefault();
    const start = this.place(event);
    const ghost = this.layer.appendChild(document.createElement("div"));
    ghost.className = "blind-copy__ghost";
    const area = (moved) => {
      const [x, y] = this.place(moved);
      return [Math.min(start[0], x), Math.min(start[1], y), Math.max(start[0], x), Math.max(start[1], y)];
    };
    const move = (moved) => put(ghost, area(moved));
    const end = (moved) => {
      this.layer.removeEventListener("pointermove", move);
      ghost.remove();
      const found = area(moved);
      if (moved.type === "pointerup" && found[2] - found[0] >= SMALLEST && found[3] - found[1] >= SMALLEST) {
        this.set([...this.areas, found]);
      }
    };
    this.layer.setPointerCapture(event.pointerId);
    this.layer.addEventListener("pointermove", move);
    this.layer.addEventListener("pointerup", end, { once: true });
    this.layer.addEventListener("pointercancel", end, { once: true });
  }

  set(areas) {
    this.field.value = written(areas);
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  draw() {
    this.layer.replaceChildren(
      ...this.areas.map((area, index) => {
        const box = document.createElement("button");
        box.type = "button";
        box.className = "blind-copy__area";
        box.setAttribute("aria-label", this.figure.dataset.takeAway.replace("{0}", index + 1));
        put(box, area);
        const away = () => this.set(this.areas.filter((_each, at) => at !== index));
        box.addEventListener("click", away);
        box.addEventListener("keydown", (event) => {
          if (event.key === "Delete" || event.key === "Backspace") away();
        });
        return box;
      }),
    );
  }
}

function put(box, [left, top, right, bottom]) {
  const part = (value) => `${value / (WHOLE / 100)}%`;
  box.style.left = part(left);
  box.style.top = part(top);
  box.style.width = part(right - left);
  box.style.height = part(bottom - top);
}

for (const figure of document.querySelectorAll("[data-cover]")) new Cover(figure);
for (const help of document.querySelectorAll("[data-cover-help]")) help.hidden = false;
