// Bundles the browser code into build/frontend, from where collectstatic takes and hashes it.
//
//   frontend/src/room/main.tsx → room/room.js (and room/room.css when a module imports CSS)
//   frontend/src/pages/*.ts    → pages/*.js, one behaviour per file
//   frontend/src/scorm/runtime*.ts → scorm/runtime*.js, for packages that play, each with scorm-again (MIT; its licence lies beside)
//
// Every bundle is whole: nothing is imported at run time, because hashed names and import paths do not mix.
// What messages compile wrote (room/catalogue.*.json) is left alone. `--watch` builds again on each change.

import { copyFile, mkdir, readdir, rm, readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "build", "frontend");
const ROOM_LIMIT_KB = 90;
const watching = process.argv.includes("--watch");

const pages = existsSync(join(here, "src", "pages"))
  ? (await readdir(join(here, "src", "pages"))).filter((name) => /^[^.].*\.tsx?$/.test(name) && !name.endsWith(".d.ts"))
  : [];

const entryPoints = [
  { in: join(here, "src", "room", "main.tsx"), out: "room/room" },
  { in: join(here, "src", "room", "beat.ts"), out: "room/beat" },
  { in: join(here, "src", "scorm", "runtime12.ts"), out: "scorm/runtime12" },
  { in: join(here, "src", "scorm", "runtime2004.ts"), out: "scorm/runtime2004" },
  ...pages.map((name) => ({ in: join(here, "src", "pages", name), out: `pages/${name.replace(/\.tsx?$/, "")}` })),
];

const options = {
  entryPoints,
  outdir: out,
  bundle: true,
  minify: true,
  sourcemap: false,
  format: "iife",
  platform: "browser",
  target: ["es2020", "chrome109", "firefox115", "safari15.6"],
  jsx: "automatic",
  jsxImportSource: "preact",
  charset: "utf8",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
  loader: { ".svg": "text" },
  logLevel: "warning",
};

await mkdir(join(out, "room"), { recursive: true });
await mkdir(join(out, "scorm"), { recursive: true });
await rm(join(out, "pages"), { recursive: true, force: true });
await copyFile(join(here, "..", "node_modules", "scorm-again", "LICENSE"), join(out, "scorm", "scorm-again-license.txt"));
if (watching) {
  const context = await esbuild.context({ ...options, logLevel: "info" });
  await context.watch();
} else {
  await esbuild.build(options);
  await weigh();
}

/** What the room costs before its first slide: design.md allows 90 kB. */
async function weigh() {
  const styles = ["tokens", "base", "components", "pages", "room"].map((name) => join(here, "styles", `${name}.css`));
  const parts = [join(out, "room", "room.js"), ...styles];
  const sizes = await Promise.all(parts.map(async (path) => gzipSync(await readFile(path)).length));
  const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000;
  console.log(`The room: ${kilobytes.toFixed(1)} kB of scripts and styles, gzipped; ${ROOM_LIMIT_KB} kB at most.`);
  if (kilobytes > ROOM_LIMIT_KB) process.exit(1);
}
