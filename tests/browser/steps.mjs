// What a reader sees who steps through the days of "What became known when": with a script the whole page, without one the list.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { LONG, launch, open } from "./browser.mjs";
import { environment, folder, program } from "./server.mjs";

const SITE = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../sites/bridge");

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** The briefing of a small site: a claim of 1 March, two events known since the 2nd, a denial of the 5th. */
async function briefing(t, settings) {
  const output = path.join(folder(t), "output");
  execFileSync(program(), ["build", "--quiet", "--root", SITE, "--output", output], { env: environment(), stdio: ["ignore", "ignore", "inherit"] });
  const root = pathToFileURL(output).href;
  const { context, page, troubles } = await open(browser, root, settings);
  t.after(() => context.close());
  const address = `${root}/briefings/closed/index.html`;
  await page.goto(address);
  return { page, troubles, address };
}

/** What of the page is to be seen: days of the list, events, the claim in the table with its status, the denial in it. */
async function seen(page) {
  const shown = (what) => page.locator(what).filter({ visible: true });
  return {
    days: await shown(".known-days > li").evaluateAll((days) => days.map((day) => day.id)),
    events: await shown(".month .what").allInnerTexts(),
    status: await shown(".ledger [data-l=status] .status").allInnerTexts(),
    denials: await shown(".ledger [data-l='who answers'] .status").allInnerTexts(),
  };
}

const ALL = {
  days: ["known--2024-03-05", "known--2024-03-02", "known--2024-03-01"],
  events: ["The bridge is closed", "A hearing"],
  status: ["Disputed"],
  denials: ["Denied"],
};
const FIRST = { days: ["known--2024-03-01"], events: [], status: ["Asserted"], denials: ["Denied"] };

test("a slider shows the page as it was known on a day", { timeout: LONG }, async (t) => {
  const { page, troubles, address } = await briefing(t);
  const slider = page.getByRole("slider", { name: "As known by" });
  assert.deepEqual(await seen(page), ALL);
  await slider.focus();
  await page.keyboard.press("Home");
  assert.deepEqual(await seen(page), FIRST);
  assert.equal(page.url(), `${address}#known--2024-03-01`);
  assert.equal(await slider.getAttribute("aria-valuetext"), "1 March 2024");
  await page.keyboard.press("ArrowRight");
  assert.deepEqual(await seen(page), { ...ALL, days: ALL.days.slice(1), status: ["Asserted"] });
  await page.getByRole("button", { name: "Show all" }).click();
  assert.deepEqual(await seen(page), ALL);
  assert.equal(page.url(), address);
  assert.deepEqual(troubles, []);
});

test("the address says the day; where it leads to what is hidden, all is shown", { timeout: LONG }, async (t) => {
  const { page, troubles, address } = await briefing(t);
  await page.goto(`${address}#known--2024-03-01`);
  await page.reload();
  assert.deepEqual(await seen(page), FIRST);
  await page.evaluate(() => { location.hash = "event-hearing"; });
  await page.locator("#event-hearing").waitFor();
  assert.deepEqual(await seen(page), ALL);
  assert.deepEqual(troubles, []);
});

test("without a script each day is a link, and the list ends with it", { timeout: LONG }, async (t) => {
  const { page, troubles } = await briefing(t, { javaScriptEnabled: false });
  assert.equal(await page.getByRole("slider").count(), 0);
  // With the keyboard: a click waits for the link to stand still from one frame to the next, and without scripts there may be no frames.
  await page.getByRole("link", { name: "2 March 2024", exact: true }).press("Enter");
  assert.deepEqual(await seen(page), { ...ALL, days: ALL.days.slice(1) });
  await page.getByRole("link", { name: "Show all days" }).press("Enter");
  assert.deepEqual(await seen(page), ALL);
  assert.deepEqual(troubles, []);
});
