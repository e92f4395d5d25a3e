import { readTable } from "./table.js";

// Shows a question as soon as the answer on which it depends is given. The server decides the same when it saves.
const valueOf = (question) => {
  const fields = [...question.querySelectorAll(`[name="${CSS.escape(question.dataset.field)}"]`)];
  if (question.dataset.kind === "many") return fields.filter((field) => field.checked).map((field) => field.value);
  if (question.dataset.kind === "choice") return fields.find((field) => field.checked)?.value ?? "";
  if (question.dataset.kind === "table") return JSON.parse(readTable(question));
  if (question.dataset.kind === "consent") return Boolean(fields[0]?.checked);
  return fields[0]?.value ?? "";
};

const isEmpty = (value) => value === false || !String(value).trim();

// {"question", "equals"}, {"question", "one_of"} or {"question", "answered"}, as certifications.answers.fits reads it.
function fits(condition, value) {
  if (condition.answered) return !isEmpty(value);
  const wanted = (condition.one_of ?? [condition.equals]).map(String);
  return [value].flat().some((each) => wanted.includes(String(each)));
}

const dependent = [...document.querySelectorAll("[data-condition]")];

function show() {
  for (const question of dependent) {
    const condition = JSON.parse(question.dataset.condition);
    const other = document.querySelector(`[data-question="${CSS.escape(condition.question)}"][data-field]`);
    if (!other) continue;
    question.hidden = other.hidden || !fits(condition, valueOf(other));
  }
}

if (dependent.length) {
  document.addEventListener("input", show);
  document.addEventListener("change", show);
  show();
}
