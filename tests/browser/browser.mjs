// A Chromium without a window, and a page that keeps account of what goes wrong in it.

import { existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";

/** Long enough for a slow machine that does other things too; a test that works never waits for it. */
export const LONG = 60_000;

/** Where Chromium is: named in the environment, else found on the path. */
function program() {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const places = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const found = process.env.CHROMIUM || places.find((place) => existsSync(place));
  if (!found) throw new Error("there is no Chromium on the path: `tests/run` installs it");
  return found;
}

export function launch() {
  return chromium.launch({ executablePath: program(), args: ["--disable-dev-shm-usage"] });
}

/** A tab in a profile of its own, with all that went wrong in it. `origin` is where its requests may go. */
export async function open(browser, origin, settings = {}) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 600 }, ...settings });
  context.setDefaultTimeout(LONG);
  const troubles = [];
  const page = await tab(context, origin, troubles);
  return { context, page, troubles, another: () => tab(context, origin, troubles), close: () => context.close() };
}

async function tab(context, origin, troubles) {
  const page = await context.newPage();
  page.on("console", (said) => {
    if (["error", "warning"].includes(said.type())) troubles.push(`${said.type()}: ${said.text()} (${said.location().url})`);
  });
  page.on("pageerror", (error) => troubles.push(`uncaught: ${error}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) troubles.push(`foreign: ${request.url()}`);
  });
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    // A page that is left breaks off what it was still asking for, and a preview's page its live channel.
    if (why !== "net::ERR_ABORTED") troubles.push(`failed: ${request.url()} ${why}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`);
  });
  return page;
}
