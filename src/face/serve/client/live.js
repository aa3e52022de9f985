// The preview's script: hears of a new version of the site, and changes the page that is open into its new self.
(() => {
  "use strict";
  const script = document.currentScript;
  const page = script.dataset.page;
  const root = script.dataset.root;
  const waiting = script.hasAttribute("data-waiting");
  let missingAtFirst = script.hasAttribute("data-missing");
  let seen = script.dataset.version;
  // Out of the part that is morphed, so that it is neither compared nor run again.
  script.remove();
  let card = null;
  /** What the card says, and what it said when it was last dismissed. */
  let shownWords = "";
  let dismissed = "";
  let busy = Promise.resolve();

  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = "/-/live.css";
  // Outside of what is morphed: in <html>, beside <head> and <body>.
  document.documentElement.append(sheet);

  function element(name, text) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /** A text of the terminal with its `file:line:column` as links to the editor, where that has addresses. */
  function linked(text, editor) {
    const made = element("pre");
    if (!editor) {
      made.textContent = text;
      return made;
    }
    let at = 0;
    for (const found of text.matchAll(/^ *(?:-->|:::) ((.+):(\d+):(\d+))$/gm)) {
      const [whole, place, file, line, column] = found;
      const start = found.index + whole.length - place.length;
      const link = element("a", place);
      const fill = { file: encodeURI(file).replace(/[?#&]/g, encodeURIComponent), line, column };
      link.href = editor.replace(/\{(file|line|column)\}/g, (_, name) => fill[name]);
      made.append(text.slice(at, start), link);
      at = start + place.length;
    }
    made.append(text.slice(at));
    return made;
  }

  /** Shows what is wrong, in the terminal's words, and a remark of ours below. */
  function show(title, text, remark, editor) {
    const words = title === null ? "" : [title, text, remark].join("\n");
    if (card && words === shownWords) return;
    card?.remove();
    card = null;
    if (!words) dismissed = "";
    if (words === dismissed) return;
    shownWords = words;
    card = element("aside");
    card.className = "whowhen-card";
    card.setAttribute("role", "status");
    const head = element("header");
    const close = element("button", "Dismiss");
    close.type = "button";
    close.addEventListener("click", () => {
      dismissed = words;
      card?.remove();
      card = null;
    });
    head.append(element("b", title), close);
    card.append(head);
    if (text) card.append(linked(text, editor));
    if (remark) card.append(element("p", remark));
    document.documentElement.append(card);
  }

  const GONE = "This page is gone";
  const LAST = "No file of the site defines this page now. What you see is how it was last.";
  let missing = false;
  /** Whether an update has failed, so that the page is older than what was heard. */
  let behind = false;
  let errors = null;

  function tell() {
    if (waiting) {
      const said = document.querySelector("pre");
      if (errors?.editor && said.textContent === errors.text) said.replaceWith(linked(errors.text, errors.editor));
      return;
    }
    if (errors) show(errors.title, errors.text, missing ? LAST : "", errors.editor);
    else if (missing) show(GONE, "", LAST);
    else show(null);
  }

  /** Where the scripts of a page are, wherever it is itself: one that is not there is served with absolute addresses. */
  function scripts(part) {
    return [...part.querySelectorAll("script[src]")]
      .map((found) => new URL(found.getAttribute("src"), document.baseURI).pathname)
      .filter((path) => path !== "/-/live.js")
      .join("\n");
  }

  /** The path of an address in the site's output, or null if it is not the site's. */
  function inSite(address) {
    try {
      const url = new URL(address, document.baseURI);
      if (url.origin !== location.origin || !url.pathname.startsWith(root)) return null;
      return decodeURIComponent(url.pathname.slice(root.length));
    } catch {
      return null;
    }
  }

  function again(address, version) {
    const url = new URL(address, document.baseURI);
    url.search = `v=${version}`;
    return url.href;
  }

  /** Stylesheets that stay only until their successor is there. */
  const leaving = new WeakSet();

  function sheets(part) {
    return [...part.head.querySelectorAll('link[rel="stylesheet"]')].filter((link) => !leaving.has(link));
  }

  /** A stylesheet in place of another one, without a moment between the two. */
  function replaceSheet(old, address) {
    const link = old.cloneNode();
    link.href = address;
    const done = () => old.remove();
    leaving.add(old);
    link.addEventListener("load", done, { once: true });
    link.addEventListener("error", done, { once: true });
    old.after(link);
  }

  function swapSheets(fresh) {
    const bare = (link) => new URL(link.getAttribute("href"), document.baseURI).pathname;
    const [old, wanted] = [sheets(document), sheets(fresh)];
    wanted.forEach((link, at) => {
      const known = old[at];
      if (!known) document.head.append(link.cloneNode());
      else if (bare(known) !== bare(link)) replaceSheet(known, link.getAttribute("href"));
    });
    old.slice(wanted.length).forEach((link) => link.remove());
  }

  /** The files that the page shows. */
  function shown() {
    return new Set([...sheets(document).map((link) => inSite(link.href)), ...[...document.images].map((picture) => inSite(picture.src))]);
  }

  /** Files that keep their address when they change: the site's own stylesheet, pictures. What is new on the page is new anyway. */
  function refresh(changed, before, version) {
    const old = (address) => {
      const path = inSite(address);
      return path !== null && before.has(path) && (changed === null || changed.includes(path));
    };
    for (const link of sheets(document)) {
      if (old(link.href)) replaceSheet(link, again(link.href, version));
    }
    for (const picture of document.images) {
      if (old(picture.src)) picture.src = again(picture.src, version);
    }
  }

  function selection() {
    const chosen = getSelection();
    if (!chosen || chosen.rangeCount === 0 || chosen.isCollapsed) return () => {};
    const { anchorNode, anchorOffset, focusNode, focusOffset } = chosen;
    return () => {
      if (!anchorNode.isConnected || !focusNode.isConnected) return;
      const within = (node, offset) => Math.min(offset, node.nodeType === Node.TEXT_NODE ? node.length : node.childNodes.length);
      chosen.setBaseAndExtent(anchorNode, within(anchorNode, anchorOffset), focusNode, within(focusNode, focusOffset));
    };
  }

  function highlight(records) {
    const touched = new Set();
    for (const record of records) {
      if (record.type === "characterData") touched.add(record.target.parentElement);
      for (const node of record.addedNodes) {
        if (node.nodeType === Node.ELEMENT_NODE) touched.add(node);
        else if (node.textContent.trim()) touched.add(node.parentElement);
      }
    }
    for (const found of touched) {
      if (!found?.isConnected || found === document.body || !(found instanceof HTMLElement) || found.localName === "script") continue;
      found.classList.add("whowhen-changed");
      setTimeout(() => {
        found.classList.remove("whowhen-changed");
        if (!found.className) found.removeAttribute("class");
      }, 1700);
    }
  }

  function morph(fresh) {
    const restore = selection();
    const [x, y] = [scrollX, scrollY];
    const observer = new MutationObserver(() => {});
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    Idiomorph.morph(document.body, fresh.body.innerHTML, {
      morphStyle: "innerHTML",
      ignoreActiveValue: true,
      callbacks: {
        // What a reader has opened stays open.
        beforeAttributeUpdated: (name, node) => !(name === "open" && node.localName === "details"),
      },
    });
    const records = observer.takeRecords();
    observer.disconnect();
    restore();
    if (scrollX !== x || scrollY !== y) scrollTo({ left: x, top: y, behavior: "instant" });
    highlight(records);
  }

  async function update() {
    const answer = await fetch(location.href, { cache: "no-store", headers: { "Whowhen-Live": "1" } });
    // Who asks so is not refused, since browsers write every refusal on their console.
    const status = Number(answer.headers.get("Whowhen-Status") ?? answer.status);
    if (status === 404 && !missingAtFirst) {
      missing = true;
      return;
    }
    missing = false;
    // A page that can't be had at all now: the card says why.
    if (status !== 200 && status !== 404) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (scripts(fresh) !== scripts(document)) {
      location.reload();
      return;
    }
    swapSheets(fresh);
    document.title = fresh.title;
    document.documentElement.lang = fresh.documentElement.lang;
    document.documentElement.dir = fresh.documentElement.dir;
    if (status === 200) missingAtFirst = false;
    fresh.querySelector('script[src="/-/live.js"]')?.remove();
    morph(fresh);
  }

  async function hear(news, first) {
    errors = news.card;
    const old = seen;
    seen = news.version;
    if (waiting && old !== news.version) {
      location.reload();
      return;
    }
    const scriptChanged = news.changed?.some((path) => [...document.scripts].some((known) => known.src && inSite(known.src) === path));
    if (scriptChanged) {
      location.reload();
      return;
    }
    if (news.follow && root + news.follow !== location.pathname) {
      location.href = root + news.follow;
      return;
    }
    const stale = behind || (first ? old !== news.version : news.changed === null || news.changed.includes(page));
    const before = shown();
    behind = stale;
    if (stale) await update();
    behind = false;
    if (!first || stale) refresh(news.changed, before, news.version);
    tell();
  }

  let channel = null;
  function listen() {
    if (channel) return;
    channel = new EventSource(`/-/live?page=${encodeURIComponent(page)}`);
    let first = true;
    channel.addEventListener("site", (event) => {
      const news = JSON.parse(event.data);
      const opening = first;
      first = false;
      busy = busy.then(() => hear(news, opening)).catch(() => {});
    });
    // After a silence the server says first what is true now.
    channel.addEventListener("error", () => { first = true; });
  }
  function hush() {
    channel?.close();
    channel = null;
  }
  // A browser holds few connections to one server: a tab that nobody sees needs none, and catches up when it is seen.
  document.addEventListener("visibilitychange", () => (document.hidden ? hush() : listen()));
  addEventListener("pagehide", hush);
  addEventListener("pageshow", () => document.hidden || listen());
  if (!document.hidden) listen();
})();
