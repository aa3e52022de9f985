// A preview that runs for one test, on a site of its own.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

export function program() {
  const found = process.env.WHOWHEN;
  if (!found) throw new Error("WHOWHEN names the program to be tested; `cargo test --test browser` sets it");
  return found;
}

/** What may change how the program behaves, and is not the test's. */
const FOREIGN = ["WHOWHEN_BASE_URL", "SOURCE_DATE_EPOCH", "GITHUB_REPOSITORY", "GITHUB_ACTIONS", "CLICOLOR_FORCE", "EDITOR", "VISUAL"];

export function environment(more = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !FOREIGN.includes(name));
  return { ...Object.fromEntries(kept), ...more };
}

/** A folder that is gone when the test is over. */
export function folder(t) {
  const made = mkdtempSync(path.join(os.tmpdir(), "whowhen-browser-"));
  t.after(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

export function write(root, file, text) {
  const at = path.join(root, file);
  mkdirSync(path.dirname(at), { recursive: true });
  writeFileSync(at, text);
}

/** A preview of a folder. */
export class Running {
  constructor(root, { flags = [], env = {} } = {}) {
    this.root = root;
    this.flags = flags;
    this.env = environment(env);
    this.said = "";
  }

  /** Begins on a port; returns when the site is there, or when the terminal has another word. */
  async begin(port, word = "Ready") {
    this.child = spawn(program(), ["serve", "--root", this.root, "--port", String(port), ...this.flags], {
      env: this.env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    await new Promise((resolve, reject) => {
      this.child.once("exit", (code) => reject(new Error(`the preview ended with ${code}:\n${this.said}`)));
      createInterface(this.child.stderr).on("line", (line) => {
        this.said += `${line}\n`;
        const address = /http:\/\/[^\s/]+/.exec(line);
        if (address) this.origin = address[0];
        if (line.includes(word)) resolve();
      });
    });
  }

  get port() {
    return Number(new URL(this.origin).port);
  }

  url(address) {
    return this.origin + address;
  }

  async stop() {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.removeAllListeners("exit");
    const ended = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await ended;
  }
}

/** A preview of some files in a folder of their own; both are gone when the test is over. */
export class Preview extends Running {
  constructor(t, files, settings) {
    super(folder(t), settings);
    for (const [file, text] of Object.entries(files)) this.write(file, text);
    t.after(() => this.stop());
  }

  static async start(t, files, settings) {
    const preview = new Preview(t, files, settings);
    await preview.begin(0);
    return preview;
  }

  write(file, text) {
    write(this.root, file, text);
  }

  remove(file) {
    rmSync(path.join(this.root, file));
  }
}
