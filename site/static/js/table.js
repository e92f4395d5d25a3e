// A table as one answer: reads and writes its cells, and adds a row without a trip to the server.
const rowsOf = (place) => [...place.querySelectorAll("[data-table-rows] > tr")];
const cellsOf = (row) => [...row.querySelectorAll("[data-cell]")];

export const cells = (place) => [...place.querySelectorAll("[data-cell]")];

export function readTable(place) {
  const rows = rowsOf(place).map((row) => Object.fromEntries(cellsOf(row).map((cell) => [cell.dataset.cell, cell.value.trim()])));
  return JSON.stringify(rows.filter((row) => Object.values(row).some(Boolean)));
}

export function writeTable(place, value) {
  const wanted = typeof value === "string" ? JSON.parse(value || "[]") : (value ?? []);
  while (rowsOf(place).length < wanted.length) addRow(place);
  rowsOf(place).forEach((row, number) => {
    for (const cell of cellsOf(row)) cell.value = wanted[number]?.[cell.dataset.cell] ?? "";
  });
}

function addRow(place) {
  const rows = rowsOf(place);
  const copy = rows.at(-1).cloneNode(true);
  const number = rows.length;
  copy.querySelector("[data-table-number]").textContent = number + 1;
  for (const cell of cellsOf(copy)) {
    cell.value = "";
    cell.name = cell.name.replace(/:\d+:/, `:${number}:`);
    cell.id = cell.id.replace(/_\d+_/, `_${number}_`);
    cell.setAttribute("aria-label", cell.getAttribute("aria-label").replace(/\d+$/, number + 1));
  }
  rows.at(-1).after(copy);
  return copy;
}

export function bindTables(root = document) {
  for (const table of root.querySelectorAll("[data-table]")) {
    const button = table.parentElement.querySelector("[data-table-add]");
    if (!button) continue;
    button.type = "button";
    button.textContent = button.dataset.words;
    const place = table.parentElement;
    const full = () => (button.hidden = rowsOf(place).length >= Number(table.dataset.most));
    button.addEventListener("click", () => {
      addRow(place).querySelector("[data-cell]").focus();
      full();
    });
    full();
  }
}
