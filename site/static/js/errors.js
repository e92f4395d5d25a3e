// A link to a question leads into its field, so that one can mend it at once; the list of errors is where one begins.
const FIELDS = "input:not([type=hidden]), select, textarea";

function focusField(hash) {
  const place = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!place) return false;
  const field = place.matches(FIELDS) ? place : (place.querySelector(`:is(${FIELDS})[aria-invalid="true"]`) ?? place.querySelector(FIELDS));
  field?.focus();
  return Boolean(field);
}

// The browser itself goes to the place in the address once the page is there, and takes the focus along: we come after it.
const whenThere = (act) => (document.readyState === "complete" ? setTimeout(act) : addEventListener("load", () => setTimeout(act)));

export function focusErrors(root = document) {
  const summary = root.querySelector("[data-focus]:not([data-gallery] *)");
  if (location.hash.startsWith("#q-")) whenThere(() => focusField(location.hash) || summary?.focus());
  else summary?.focus();
  for (const link of summary?.querySelectorAll('a[href^="#"]') ?? []) {
    link.addEventListener("click", () => setTimeout(() => focusField(link.hash)));
  }
}
