// Applications that a judge has opened, kept in this window for a journey without connection. Nothing of them is written to the
// device: they are gone when the window is closed. The page itself stays, only what it shows is exchanged.
const PATIENCE = 4_000;

const main = () => document.querySelector("main");

async function asData(url) {
  const blob = await (await fetch(url, { credentials: "same-origin" })).blob();
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = fail;
    reader.readAsDataURL(blob);
  });
}

async function load(url, options = {}) {
  const response = await fetch(url, { credentials: "same-origin", headers: { Accept: "text/html" }, ...options });
  if (!response.ok || response.redirected) throw new Error(`case ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return { title: page.title, shown: document.adoptNode(page.querySelector("main")) };
}

export class CasesAtHand {
  constructor(bind) {
    Object.assign(this, { bind, pages: new Map(), here: location.pathname, listening: false });
    const button = document.querySelector("[data-at-hand]");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => this.fetchAll(button));
  }

  async fetchAll(button) {
    const urls = JSON.parse(button.dataset.atHand);
    const status = button.parentElement.querySelector("[role='status']");
    const say = (words, count) => (status.textContent = words.replace("{0}", count).replace("{1}", urls.length));
    button.disabled = true;
    let done = 0;
    for (const url of urls) {
      say(button.dataset.fetching, done);
      try {
        const page = await load(url);
        for (const picture of page.shown.querySelectorAll("img")) {
          picture.removeAttribute("srcset");
          picture.src = await asData(picture.getAttribute("src"));
        }
        this.pages.set(url, page);
        done += 1;
      } catch {
        continue; // the count says that one is missing; pressing again tries again
      }
    }
    this.pages.set(this.here, { title: document.title, shown: main() });
    say(done === urls.length ? button.dataset.fetched : button.dataset.missing, done);
    button.disabled = false;
    this.listen();
  }

  listen() {
    if (this.listening) return;
    this.listening = true;
    document.addEventListener("click", (event) => {
      const link = event.target.closest("main a[href]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      const url = new URL(link.href);
      if (url.origin !== location.origin || url.hash || !this.pages.has(url.pathname)) return;
      event.preventDefault();
      this.go(url.pathname);
    });
    window.addEventListener("popstate", () => {
      if (this.pages.has(location.pathname)) this.show(location.pathname);
      else location.reload();
    });
  }

  // Whether the sheet has been handed in here, though the server may not know it yet.
  handsIn(url) {
    return Boolean(this.pages.get(url)?.shown.querySelector("[data-hands-in]"));
  }

  // The next sheet that is not handed in, by the order of the list.
  after(url) {
    const urls = [...this.pages.keys()].filter((each) => this.pages.get(each).shown.querySelector("[data-score-pad]"));
    const rest = [...urls.slice(urls.indexOf(url) + 1), ...urls.slice(0, Math.max(0, urls.indexOf(url)))];
    return rest.find((each) => !this.handsIn(each)) ?? "";
  }

  go(url) {
    if (!this.pages.has(url)) return location.assign(url);
    history.pushState(null, "", url);
    return this.show(url);
  }

  async show(url) {
    const page = await this.newer(url);
    main().replaceWith(page.shown);
    document.title = page.title;
    this.here = url;
    scrollTo(0, 0);
    this.bind(page.shown);
  }

  // The list is asked for again where there is a connection; a sheet stays as she left it.
  async newer(url) {
    const page = this.pages.get(url);
    if (page.shown.querySelector("[data-score-pad]") || navigator.onLine === false) return page;
    try {
      Object.assign(page, await load(url, { signal: AbortSignal.timeout(PATIENCE) }));
    } catch {
      // Without a connection she sees the list as it was.
    }
    return page;
  }
}
