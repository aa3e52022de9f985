// What a reader sees of the demo as `build` writes it: at the root of a server, below `/repo/`, and opened from disk.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { LONG, launch, open } from "./browser.mjs";
import { environment, folder, program } from "./server.mjs";

const REPOSITORY = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** A phone, a larger one, a desk. */
const WIDTHS = [320, 390, 1280];

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

function build(t, base) {
  const output = path.join(folder(t), "output");
  execFileSync(program(), ["build", "--quiet", "--root", REPOSITORY, "--output", output, "--base-url", base], { env: environment(), stdio: ["ignore", "ignore", "inherit"] });
  return output;
}

/** The first page of each kind that the site has: of every list the list and its first entry. */
function kinds(output) {
  const isPage = (address) => existsSync(path.join(output, address, "index.html"));
  const below = (address) => {
    const entries = readdirSync(path.join(output, address), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return entries.map((entry) => `${address}${entry.name}/`).filter(isPage).sort();
  };
  const lists = below("/");
  return ["/", ...lists.flatMap((list) => [list, ...below(list).slice(0, 1)])];
}

const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".xml": "application/xml" };

/** A server as plain as they come: files, and 404.html where there is none. */
async function serve(t, output, base) {
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const inner = pathname.startsWith(base) ? decodeURIComponent(pathname.slice(base.length)) : "..";
    const asked = path.join(output, inner.endsWith("/") || inner === "" ? `${inner}index.html` : inner);
    const found = asked.startsWith(output + path.sep) && existsSync(asked) && statSync(asked).isFile();
    const file = found ? asked : path.join(output, "404.html");
    response.writeHead(found ? 200 : 404, { "Content-Type": TYPES[path.extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => { server.closeAllConnections(); server.close(); });
  return `http://127.0.0.1:${server.address().port}`;
}

/** Whatever is wrong with how an open page looks, on screens of all widths. */
async function sideways(page) {
  const wrong = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) wrong.push(`${page.url()} is ${over} px too wide on a screen of ${width} px`);
  }
  return wrong;
}

/** What axe finds on an open page, in light and dark, on the phone and at the desk. */
async function barriers(page) {
  const wrong = [];
  for (const width of [WIDTHS[0], WIDTHS.at(-1)]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      const where = `${page.url()} ${colorScheme} ${width} px`;
      wrong.push(...violations.map((found) => `${where}: ${found.id}: ${found.nodes.map((node) => node.html).join(" ")}`));
    }
  }
  return wrong;
}

function check(name, run) {
  test(name, { timeout: 5 * LONG }, run);
}

for (const base of ["/", "/repo/"]) {
  check(`the demo stands at ${base}`, async (t) => {
    const output = build(t, `https://record.example${base}`);
    const origin = await serve(t, output, base);
    const { context, page, troubles } = await open(browser, origin);
    t.after(() => context.close());
    const pages = kinds(output);
    for (const list of ["/actors/", "/briefings/", "/claims/", "/events/", "/sources/", "/timeline/", "/about/"]) {
      assert.ok(pages.includes(list), `${list} is not among ${pages}`);
    }
    assert.ok(pages.length >= 15, `only ${pages}`);
    const wrong = [];
    for (const address of pages) {
      const answer = await page.goto(origin + base + address.slice(1));
      assert.equal(answer.status(), 200, address);
      wrong.push(...(await sideways(page)));
      // The pages are the same ones there and here: once is enough.
      if (base === "/") wrong.push(...(await barriers(page)));
    }
    assert.deepEqual([...wrong, ...troubles], []);
    // The page for what is not there works at any depth, and leads home.
    const nowhere = `${origin}${base}no/such/page/`;
    assert.equal((await page.goto(nowhere)).status(), 404);
    wrong.push(...(await sideways(page)), ...(await barriers(page)));
    const own = (trouble) => trouble === `404: ${nowhere}` || trouble.endsWith(`status of 404 (Not Found) (${nowhere})`);
    assert.deepEqual([...wrong, ...troubles.filter((trouble) => !own(trouble))], []);
    assert.equal(troubles.length, 2, `${troubles}`);
    await page.locator("a.brand").click();
    await page.waitForURL(origin + base);
    assert.equal(await page.locator("main").count(), 1);
  });
}

check("the demo is whole when it is opened from disk", async (t) => {
  const output = build(t, "https://record.example/");
  const root = pathToFileURL(output).href;
  const { context, page, troubles } = await open(browser, root);
  t.after(() => context.close());
  const wrong = [];
  for (const address of kinds(output)) {
    await page.goto(`${root}${address}index.html`);
    wrong.push(...(await sideways(page)));
    // A link in a drawing has no text for `href`, so the attribute is read.
    const links = await page.evaluate(() => [...document.querySelectorAll("a[href]")].map((link) => new URL(link.getAttribute("href"), document.baseURI).href).filter((href) => href.startsWith("file:")));
    const missing = links.map((link) => link.split("#")[0]).filter((link) => !existsSync(fileURLToPath(link)) || !statSync(fileURLToPath(link)).isFile());
    wrong.push(...missing.map((link) => `${address} leads to ${link}, which is no file`));
  }
  await page.locator("a.brand").click();
  await page.waitForURL(`${root}/index.html`);
  assert.deepEqual([...wrong, ...troubles], []);
});
