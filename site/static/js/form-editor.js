// The desk's form editor: questions are dragged to their place, only the settings of a kind are shown, and a question is
// seen while it is being written. Without it buttons do all of that.
const editor = document.querySelector("[data-form-editor]");

function put(question, list, place) {
  const values = { question: question.dataset.question, section: list.closest("[data-section]").dataset.section, place };
  for (const [name, value] of Object.entries(values)) {
    const field = editor.querySelector(`[data-put-${name}]`);
    field.disabled = false;
    field.value = value;
  }
  const verb = document.createElement("input");
  Object.assign(verb, { type: "hidden", name: "verb", value: "put" });
  editor.append(verb);
  editor.submit();
}

function bindDragging() {
  let moving = null;
  for (const handle of editor.querySelectorAll("[data-handle]")) {
    handle.draggable = true;
    handle.addEventListener("dragstart", (event) => {
      moving = handle.closest("[data-question]");
      moving.classList.add("form-editor__question--moving");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", moving.dataset.question);
    });
    handle.addEventListener("dragend", () => moving?.classList.remove("form-editor__question--moving"));
  }
  for (const list of editor.querySelectorAll("[data-questions]")) {
    list.addEventListener("dragover", (event) => moving && event.preventDefault());
    list.addEventListener("drop", (event) => {
      if (!moving) return;
      event.preventDefault();
      const others = [...list.querySelectorAll("[data-question]")].filter((each) => each !== moving);
      const place = others.findIndex((each) => {
        const box = each.getBoundingClientRect();
        return event.clientY < box.top + box.height / 2;
      });
      put(moving, list, place < 0 ? others.length : place);
    });
  }
}

function bindKinds(kind) {
  const show = () => {
    for (const part of document.querySelectorAll("[data-kinds]")) part.hidden = !part.dataset.kinds.split(" ").includes(kind.value);
  };
  kind.addEventListener("change", show);
  show();
}

function bindConditions(other) {
  const box = document.querySelector("[data-conditions]");
  const show = () => {
    box.hidden = !other.value;
    for (const group of box.querySelectorAll("[data-condition-of]")) group.hidden = group.dataset.conditionOf !== other.value;
  };
  other.addEventListener("change", show);
  show();
}

function bindTrying(button) {
  const form = button.form;
  let timer;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const quiet = document.createElement("form");
      Object.assign(quiet, { method: "post", action: button.formAction, target: "try", hidden: true });
      for (const [name, value] of new FormData(form)) {
        const field = document.createElement("textarea");
        field.name = name;
        field.value = value;
        quiet.append(field);
      }
      document.body.append(quiet);
      quiet.submit();
      quiet.remove();
    }, 500);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  button.hidden = true;
}

if (editor) bindDragging();
const kind = document.querySelector("#id_kind");
if (kind) bindKinds(kind);
const other = document.querySelector("#id_condition_question");
if (other) bindConditions(other);
const trying = document.querySelector("[data-try]");
if (trying) bindTrying(trying);
