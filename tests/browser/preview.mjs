// What an editor sees of `serve` while writing.

import assert from "node:assert/strict";
import { realpathSync } from "node:fs";
import { after, before, test } from "node:test";
import { LONG, launch, open } from "./browser.mjs";
import { Preview } from "./server.mjs";

const PARTS = ["Before", "The week", "The vote", "After"];

/** A briefing long enough to be scrolled, with a contents list that can be opened. */
function bridge(words, title = "Who closed the bridge?") {
  const filler = (part) => Array.from({ length: 12 }, (_, n) => `Sentence ${n} of the part called ${part}.`).join("\n\n");
  const parts = PARTS.map((part) => `## ${part}\n\n${filler(part)}`).join("\n\n");
  return `---\ntitle: ${title}\nactors: [Ada Okafor]\n---\n${words}\n\n${parts}\n\nThe end is here.\n`;
}

const school = (words) => `---\ntitle: The school board\n---\n${words}\n`;

const SITE = {
  "site.yaml": "title: Town Record\n",
  "content/briefings/bridge.md": bridge("The first words."),
  "content/briefings/school.md": school("Words about the school."),
  "content/about.md": "---\ntitle: About\n---\nWho we are.\n",
  "static/custom.css": "main { border-top-style: dashed }\n",
};

const BRIDGE = "/briefings/bridge/";
const SCHOOL = "/briefings/school/";
const FILE = "content/briefings/bridge.md";

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** A preview, and a page of it that is open and marked: a reload would lose the mark. */
async function opened(t, address, { files = SITE, flags, env, browser: settings } = {}) {
  const preview = await Preview.start(t, files, { flags, env });
  const tabs = await open(browser, preview.origin, settings);
  t.after(() => tabs.close());
  await visit(tabs.page, preview.url(address));
  return { preview, page: tabs.page, ...tabs };
}

async function visit(page, url) {
  const live = page.waitForRequest((request) => new URL(request.url()).pathname === "/-/live");
  await page.goto(url);
  await live;
  await mark(page);
}

const mark = (page) => page.evaluate(() => { window.marked = true; });
const marked = (page) => page.evaluate(() => window.marked === true);

/** Waits until the main part has some words. */
function words(page, text) {
  return page.waitForFunction((text) => document.querySelector("main")?.textContent.includes(text), text);
}

const card = (page) => page.locator(".whowhen-card");

function check(name, run) {
  test(name, { timeout: 2 * LONG }, run);
}

check("a saved word appears in place, and all that the reader did stays", async (t) => {
  const { preview, page, troubles } = await opened(t, BRIDGE);
  await page.locator("details").first().evaluate((found) => { found.open = true; });
  await page.evaluate(() => {
    const last = [...document.querySelectorAll("main p")].find((found) => found.textContent === "The end is here.");
    last.scrollIntoView({ behavior: "instant" });
    getSelection().setBaseAndExtent(last.firstChild, 4, last.firstChild, 7);
  });
  const scrolled = await page.evaluate(() => scrollY);
  assert.ok(scrolled > 400, `${scrolled}`);
  preview.write(FILE, bridge("The second words."));
  await words(page, "The second words.");
  assert.deepEqual(
    await page.evaluate(() => [scrollY, getSelection().toString(), document.querySelector("details").open]),
    [scrolled, "end", true],
  );
  assert.ok(await marked(page), "the page was loaded anew");
  // The list may be closed too, and stays so.
  await page.locator("details").first().evaluate((found) => { found.open = false; });
  preview.write(FILE, bridge("The third words.", "Who opened the bridge?"));
  await words(page, "The third words.");
  assert.equal(await page.locator("details").first().evaluate((found) => found.open), false);
  assert.match(await page.title(), /^Who opened the bridge\?/);
  assert.ok(await marked(page), "the page was loaded anew");
  assert.deepEqual(troubles, []);
});

check("what is typed into a field, and the cursor in it, stay", async (t) => {
  const template = '{% extends "base.html" %}\n{% block content %}<h1>{{ page.title }}</h1>{{ page.body }}<input aria-label="Notes">{% endblock content %}\n';
  const files = { ...SITE, "site.yaml": "title: Town Record\ntheme: mine\n", "themes/mine/templates/page.html": template };
  const { preview, page, troubles } = await opened(t, "/about/", { files });
  await page.locator("input").pressSequentially("half a word");
  await page.keyboard.press("ArrowLeft");
  preview.write("content/about.md", "---\ntitle: About\n---\nWho we are now.\n\nAnd more.\n");
  await words(page, "And more.");
  await page.keyboard.type("X");
  assert.equal(await page.locator("input").inputValue(), "half a worXd");
  assert.ok(await marked(page), "the page was loaded anew");
  assert.deepEqual(troubles, []);
});

/** Notes every element that the highlight ever comes upon. */
async function noteHighlights(page) {
  await page.evaluate(() => {
    window.lit = [];
    const note = () => {
      for (const found of document.querySelectorAll(".whowhen-changed")) {
        const name = getComputedStyle(found).animationName;
        const line = `${found.localName} ${found.textContent} ${name}`;
        if (!window.lit.includes(line)) window.lit.push(line);
      }
    };
    new MutationObserver(note).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["class"] });
  });
}

for (const [motion, animation] of [["no-preference", "whowhen-changed"], ["reduce", "none"]]) {
  check(`what changed is lit for a moment (prefers-reduced-motion: ${motion})`, async (t) => {
    const { preview, page, troubles } = await opened(t, SCHOOL, { browser: { reducedMotion: motion } });
    await noteHighlights(page);
    preview.write("content/briefings/school.md", school("Other words about the school."));
    await page.waitForFunction(() => window.lit.length > 0);
    assert.deepEqual(await page.evaluate(() => window.lit), [`p Other words about the school. ${animation}`]);
    await page.waitForFunction(() => !document.querySelector(".whowhen-changed"));
    assert.deepEqual(troubles, []);
  });
}

const LAST = "No file of the site defines this page now. What you see is how it was last.";
const BROKEN = "---\ntitle: Ada: who closed the bridge?\n---\nWords.\n";

check("an error is shown on a card, which can be dismissed, and goes when the error does", async (t) => {
  const { preview, page, troubles, another } = await opened(t, BRIDGE);
  const elsewhere = await another();
  await visit(elsewhere, preview.url(SCHOOL));
  preview.write(FILE, BROKEN);
  await card(page).waitFor();
  const text = await card(page).locator("pre").textContent();
  assert.match(text, /^error\[unquoted-colon\]/);
  assert.match(text, /content\/briefings\/bridge\.md:2:11/);
  assert.ok(preview.said.includes(text.trim()), `the terminal said something else:\n${preview.said}\nthan the card:\n${text}`);
  assert.equal(await card(page).locator("b").textContent(), "1 error");
  assert.equal(await card(page).locator("p").textContent(), LAST);
  // All other pages are live, with the card.
  await card(elsewhere).waitFor();
  assert.deepEqual([await card(elsewhere).locator("pre").textContent(), await card(elsewhere).locator("p").count()], [text, 0]);
  preview.write("content/briefings/school.md", school("Words while something is broken."));
  await words(elsewhere, "Words while something is broken.");
  // It does not come again for the same error.
  await card(page).getByRole("button").click();
  await card(page).waitFor({ state: "detached" });
  preview.write("content/briefings/school.md", school("And more words."));
  await words(elsewhere, "And more words.");
  assert.equal(await card(page).count(), 0);
  // It comes for another one, and goes by itself.
  preview.write(FILE, `${BROKEN}\n`.replace("Ada:", "Ada Okafor:"));
  await card(page).waitFor();
  preview.write(FILE, bridge("Mended words."));
  await words(page, "Mended words.");
  await card(page).waitFor({ state: "detached" });
  await card(elsewhere).waitFor({ state: "detached" });
  assert.ok((await marked(page)) && (await marked(elsewhere)), "a page was loaded anew");
  assert.deepEqual(troubles, []);
});

check("a place in a file leads to the editor, if that has addresses", async (t) => {
  const { preview, page, troubles } = await opened(t, BRIDGE, { env: { EDITOR: "code --wait" } });
  preview.write(FILE, BROKEN);
  await card(page).waitFor();
  const place = `${FILE}:2:11`;
  const link = card(page).locator("pre a");
  assert.deepEqual([await link.textContent(), await link.getAttribute("href")], [place, `vscode://file${realpathSync(preview.root)}/${place}`]);
  assert.ok(preview.said.includes((await card(page).locator("pre").textContent()).trim()), "the text is the terminal's");
  // An editor in a terminal has none.
  const other = await opened(t, BRIDGE, { env: { EDITOR: "vim" } });
  other.preview.write(FILE, BROKEN);
  await card(other.page).waitFor();
  assert.equal(await card(other.page).locator("a").count(), 0);
  assert.deepEqual([...troubles, ...other.troubles], []);
});

check("a template that fails leaves the last good page, and says where", async (t) => {
  const files = { ...SITE, "site.yaml": "title: Town Record\ntheme: mine\n", "themes/mine/static/icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>" };
  const { preview, page, troubles } = await opened(t, "/about/", { files });
  preview.write("themes/mine/templates/page.html", '{% extends "base.html" %}\n{% block content %}{{ page.nothing.here }}{% endblock content %}\n');
  await card(page).waitFor();
  assert.match(await card(page).locator("pre").textContent(), /themes\/mine\/templates\/page\.html:2:/);
  await words(page, "Who we are.");
  preview.write("themes/mine/templates/page.html", '{% extends "base.html" %}\n{% block content %}<p>A page of mine.</p>{% endblock content %}\n');
  await words(page, "A page of mine.");
  await card(page).waitFor({ state: "detached" });
  assert.ok(await marked(page), "the page was loaded anew");
  assert.deepEqual(troubles, []);
});

check("stylesheets are swapped without a reload, a script is not", async (t) => {
  const files = {
    ...SITE,
    "site.yaml": "title: Town Record\ntheme: mine\n",
    "themes/mine/static/style.css": "main { border-left-style: dashed }\n",
    "themes/mine/static/disk.js": "window.script = 'first';\n",
  };
  const { preview, page, troubles } = await opened(t, SCHOOL, { files });
  const style = (side) => page.evaluate((side) => getComputedStyle(document.querySelector("main"))[`border${side}Style`], side);
  const becomes = (side, wanted) =>
    page.waitForFunction(([side, wanted]) => getComputedStyle(document.querySelector("main"))[`border${side}Style`] === wanted, [side, wanted]);
  assert.deepEqual([await style("Left"), await style("Top")], ["dashed", "dashed"]);
  preview.write("themes/mine/static/style.css", "main { border-left-style: dotted }\n");
  await becomes("Left", "dotted");
  // The site's own stylesheet keeps its address.
  preview.write("static/custom.css", "main { border-top-style: double }\n");
  await becomes("Top", "double");
  assert.ok(await marked(page), "the page was loaded anew");
  assert.equal(await page.evaluate(() => window.script), "first");
  preview.write("themes/mine/static/disk.js", "window.script = 'second';\n");
  await page.waitForFunction(() => window.script === "second");
  assert.equal(await marked(page), false);
  assert.deepEqual([await style("Left"), await style("Top")], ["dotted", "double"]);
  assert.deepEqual(troubles, []);
});

check("who follows is led to the page of the saved file", async (t) => {
  const { preview, page, troubles } = await opened(t, "/about/", { flags: ["--follow"] });
  preview.write(FILE, bridge("Words to follow."));
  await page.waitForURL(preview.url(BRIDGE));
  await words(page, "Words to follow.");
  // Of the page itself only the words change.
  await mark(page);
  preview.write(FILE, bridge("More words to follow."));
  await words(page, "More words to follow.");
  assert.ok(await marked(page), "the page was loaded anew");
  preview.write("content/briefings/school.md", school("The school, followed."));
  await page.waitForURL(preview.url(SCHOOL));
  assert.deepEqual(troubles, []);
});

check("pages come and go under open ones", async (t) => {
  const { preview, page, troubles, another } = await opened(t, "/briefings/");
  const reader = await another();
  await visit(reader, preview.url(SCHOOL));
  preview.write("content/briefings/ferry.md", "---\ntitle: Who sold the ferry?\n---\nNew words.\n");
  await words(page, "Who sold the ferry?");
  preview.remove("content/briefings/school.md");
  await card(reader).waitFor();
  assert.equal(await card(reader).locator("b").textContent(), "This page is gone");
  assert.equal(await card(reader).locator("p").textContent(), LAST);
  await words(reader, "Words about the school.");
  await page.waitForFunction(() => !document.querySelector("main").textContent.includes("The school board"));
  preview.write("content/briefings/school.md", school("The school is back."));
  await words(reader, "The school is back.");
  await card(reader).waitFor({ state: "detached" });
  // A page that is asked for before it is there turns into it.
  const early = await another();
  await visit(early, preview.url("/briefings/early/"));
  await words(early, "This page is not here");
  preview.write("content/briefings/early.md", "---\ntitle: Early\n---\nEarly words.\n");
  await words(early, "Early words.");
  assert.ok((await marked(page)) && (await marked(reader)) && (await marked(early)), "a page was loaded anew");
  // That it was not there at first is all that went wrong.
  assert.deepEqual(troubles.filter((trouble) => !trouble.includes(preview.url("/briefings/early/"))), []);
  assert.equal(troubles.length, 2, `${troubles}`);
});

check("two tabs show the same words at once", async (t) => {
  const { preview, page, troubles, another } = await opened(t, BRIDGE);
  const actor = await another();
  await visit(actor, preview.url("/actors/ada-okafor/"));
  const twin = await another();
  await visit(twin, preview.url(BRIDGE));
  preview.write(FILE, bridge("Both see this.", "What became of the bridge"));
  await Promise.all([words(page, "Both see this."), words(twin, "Both see this."), words(actor, "What became of the bridge")]);
  assert.ok((await marked(page)) && (await marked(twin)) && (await marked(actor)), "a page was loaded anew");
  assert.deepEqual(troubles, []);
});

check("a page outlives its server, and catches up with the next one", async (t) => {
  const { preview, page, troubles } = await opened(t, BRIDGE);
  await preview.stop();
  preview.write(FILE, bridge("Written while nobody served."));
  await preview.begin(preview.port);
  await words(page, "Written while nobody served.");
  preview.write(FILE, bridge("Written afterwards."));
  await words(page, "Written afterwards.");
  assert.ok(await marked(page), "the page was loaded anew");
  // That nobody answered meanwhile, or the next server had not built yet (503), is said by the browser, be it of the live channel or of an
  // icon that it had not asked for yet; and nothing else is.
  const ours = preview.url("/");
  assert.deepEqual(troubles.filter((trouble) => !(trouble.includes(ours) && /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING|\b503\b/.test(trouble))), []);
});

check("a page waits for a site that can't be built yet, and becomes it", async (t) => {
  const files = { ...SITE, "site.yaml": "title: Town Record\ntheme: mine\n" };
  const preview = new Preview(t, { ...files, "themes/mine/templates/page.html": "{% if %}" }, { env: { EDITOR: "zed" } });
  await preview.begin(0, "Serving");
  const tabs = await open(browser, preview.origin);
  t.after(() => tabs.close());
  await tabs.page.goto(preview.url("/about/"));
  await tabs.page.locator(".whowhen-waiting pre", { hasText: "themes/mine/templates/page.html:1:" }).waitFor();
  await tabs.page.locator('a[href^="zed://file/"][href*="/themes/mine/templates/page.html:1:"]').waitFor();
  preview.write("themes/mine/templates/page.html", '{% extends "base.html" %}\n{% block content %}<p>At last.</p>{% endblock content %}\n');
  await words(tabs.page, "At last.");
  const waits = /^(503: |error: Failed to load resource: the server responded with a status of 503)/;
  assert.deepEqual(tabs.troubles.filter((trouble) => !waits.test(trouble)), []);
});
