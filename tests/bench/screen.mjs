// From before a file is written until its words are in the open page: node screen.mjs ROOT FILE ADDRESS. See README.md.

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { LONG, launch, open } from "../browser/browser.mjs";
import { Running } from "../browser/server.mjs";

const [root, file, address] = process.argv.slice(2);
const EDITS = 21;
/** Long enough for all that the program does after an edit. */
const REST = 1500;

/** Notes in the page when it hears of an edit, when it has the new page, and when a word is in it. */
function watchTheClock() {
  const now = () => performance.timeOrigin + performance.now();
  window.clock = {};
  const Channel = window.EventSource;
  window.EventSource = class extends Channel {
    constructor(...given) {
      super(...given);
      this.addEventListener("site", () => { window.clock.heard ??= now(); });
    }
  };
  const ask = window.fetch;
  window.fetch = async (...given) => {
    const answer = await ask(...given);
    const text = await answer.text();
    window.clock.had ??= now();
    return new Response(text, { status: answer.status, headers: answer.headers });
  };
  new MutationObserver((records) => {
    const there = (record) => record.target.textContent.includes(window.clock.word);
    if (window.clock.word && !window.clock.there && records.some(there)) {
      window.clock.there = now();
      requestAnimationFrame(() => { window.clock.seen = now(); });
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

const now = () => performance.timeOrigin + performance.now();
const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const preview = new Running(root);
const browser = await launch();
try {
  await preview.begin(0);
  console.log(`  ${preview.said.split("\n").find((line) => line.includes("Ready")).trim()}`);
  const { page } = await open(browser, preview.origin);
  await page.addInitScript(watchTheClock);
  const live = page.waitForRequest((request) => new URL(request.url()).pathname === "/-/live");
  await page.goto(preview.url(address));
  await live;
  const original = readFileSync(path.join(root, file), "utf8");
  for (const [name, rest] of [["after a rest", 1], ["at once after the last one", 0]]) {
    const rows = [];
    for (let edit = 0; edit < EDITS; edit += 1) {
      const word = `word${rest}x${edit}x`;
      if (rest) await setTimeout(REST);
      await page.evaluate((word) => { window.clock = { word }; }, word);
      const began = now();
      writeFileSync(path.join(root, file), `${original}\nA new ${word}.\n`);
      await page.waitForFunction(() => window.clock.seen, null, { timeout: LONG });
      const { heard, had, there, seen } = await page.evaluate(() => window.clock);
      rows.push([there - began, heard - began, had - heard, there - had, seen - there]);
    }
    const [total, ...parts] = rows[0].map((_, at) => median(rows.map((row) => row[at])).toFixed(0).padStart(5));
    console.log(`  ${total} ms  edit to words in the page, ${name} (median of ${rows.length}; slowest ${Math.max(...rows.map((row) => row[0])).toFixed(0)} ms)`);
    ["written to heard of", "asked for and had", "put into the page", "on the screen after that"].forEach((part, at) => console.log(`       ${parts[at]} ms  ${part}`));
  }
  writeFileSync(path.join(root, file), original);
  const took = preview.said.split("\n").flatMap((line) => /Rebuilt.* in (\d+) ms/.exec(line)?.[1] ?? []).map(Number);
  if (took.length) console.log(`  ${String(median(took)).padStart(5)} ms  of it the program's own, as it says itself (median)`);
} finally {
  await browser.close();
  await preview.stop();
}
