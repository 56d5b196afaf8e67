// Preloaded into a process, which it kills before or after the call of a file-system function with the number KILL_AT. Those
// in folders called .telltale count, and those in the folder KILL_IN.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const at = Number(process.env.KILL_AT);
const isAfter = process.env.KILL_AFTER === "1";
const folder = process.env.KILL_IN;
let calls = 0;

/** @type {Record<string, any>} */
const functions = fs;

/** The signal arrives a little later; nothing may run until then. */
function die() {
  process.kill(process.pid, "SIGKILL");
  for (;;);
}

for (const name of ["writeFileSync", "appendFileSync", "renameSync", "rmSync", "rmdirSync", "mkdirSync"]) {
  const original = functions[name];
  functions[name] = (/** @type {any[]} */ ...parameters) => {
    const path = String(parameters[0]);
    const isCounted = path.includes("/.telltale/") || (folder !== undefined && path.startsWith(`${folder}/`));
    if (!isCounted) return original(...parameters);
    calls += 1;
    const isReached = calls === at;
    if (isReached && !isAfter) die();
    const result = original(...parameters);
    if (isReached) die();
    return result;
  };
}
syncBuiltinESMExports();
process.on("exit", () => {
  if (process.env.COUNT_CALLS === "1") process.stderr.write(`calls: ${calls}\n`);
});
