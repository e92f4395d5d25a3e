// What stands in a question's field, whatever kind it is of.
import { cells, readTable, writeTable } from "./table.js";

export const fieldsOf = (place) =>
  place.dataset.kind === "table" ? cells(place) : [...place.querySelectorAll(`[name="${CSS.escape(place.dataset.field)}"]`)];

export function read(place) {
  const fields = fieldsOf(place);
  switch (place.dataset.kind) {
    case "many":
      return fields.filter((field) => field.checked).map((field) => field.value);
    case "choice":
      return fields.find((field) => field.checked)?.value ?? "";
    case "consent":
      return fields[0].checked;
    case "table":
      return readTable(place);
    default:
      return fields[0].value;
  }
}

// The cursor stays where it was, as far as there still is text.
function writeText(field, text) {
  if (field.value === text) return;
  const [start, end] = document.activeElement === field ? [field.selectionStart, field.selectionEnd] : [];
  field.value = text;
  if (start !== undefined && start !== null) field.setSelectionRange(Math.min(start, text.length), Math.min(end, text.length));
}

export function write(place, value) {
  const fields = fieldsOf(place);
  if (place.dataset.kind === "table") writeTable(place, value);
  else for (const field of fields) {
    if (place.dataset.kind === "many") field.checked = (value ?? []).map(String).includes(field.value);
    else if (place.dataset.kind === "choice") field.checked = field.value === value;
    else if (place.dataset.kind === "consent") field.checked = Boolean(value);
    else writeText(field, String(value ?? ""));
  }
  fieldsOf(place)[0].dispatchEvent(new CustomEvent("input", { bubbles: true }));
}

const wordsOf = (field) => field.closest("label")?.textContent.trim() ?? field.value;

// What stands there for somebody to read and to copy.
export function inWords(place) {
  if (place.dataset.kind === "table") return JSON.parse(readTable(place)).map((row) => Object.values(row).join("\t")).join("\n");
  const fields = fieldsOf(place);
  if (!["many", "choice", "consent"].includes(place.dataset.kind)) return fields[0].value;
  return fields.filter((field) => field.checked).map(wordsOf).join("\n");
}
