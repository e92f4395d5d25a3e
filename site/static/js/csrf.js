// The form's token; after signing in again in another window the page fetches the new one.
const field = () => document.querySelector('[name="csrfmiddlewaretoken"]');

export const csrfToken = () => field()?.value ?? "";

// `fits` may look at the fetched page and refuse it: somebody else may have signed in with this browser.
export async function renewToken(fits = () => true) {
  const response = await fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
  if (!response.ok || response.redirected) return false;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.querySelector('[name="csrfmiddlewaretoken"]')?.value;
  if (!fresh || !fits(page)) return false;
  for (const each of document.querySelectorAll('[name="csrfmiddlewaretoken"]')) each.value = fresh;
  return true;
}
