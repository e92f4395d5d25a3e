// Shows a question as soon as the answer on which it depends is given. The server decides the same when it saves.
const valueOf = (question) => {
  const fields = [...question.querySelectorAll(`[name="${CSS.escape(question.dataset.field)}"]`)];
  if (question.dataset.kind === "many") return fields.filter((field) => field.checked).map((field) => field.value);
  if (question.dataset.kind === "choice") return fields.find((field) => field.checked)?.value ?? "";
  if (question.dataset.kind === "consent") return Boolean(fields[0]?.checked);
  return fields[0]?.value ?? "";
};

const dependent = [...document.querySelectorAll("[data-condition]")];

function show() {
  for (const question of dependent) {
    const { question: key, equals } = JSON.parse(question.dataset.condition);
    const other = document.querySelector(`[data-question="${CSS.escape(key)}"][data-field]`);
    if (!other) continue;
    const value = valueOf(other);
    const fits = Array.isArray(value) ? value.includes(equals) : String(value) === String(equals);
    question.hidden = other.hidden || !fits;
  }
}

if (dependent.length) {
  document.addEventListener("input", show);
  document.addEventListener("change", show);
  show();
}
