// The list of errors is where a person who has just sent a form needs to be.
export function focusErrors(root = document) {
  const summary = root.querySelector("[data-focus]:not([data-gallery] *)");
  if (summary) summary.focus();
}
