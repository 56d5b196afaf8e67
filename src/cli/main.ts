#!/usr/bin/env node
import { keepCompiledCode } from "../code-cache.js";
import { CommanderError } from "./commander.js";
import { exitWithoutWaiting, reportLateErrors } from "./process-end.js";
import { buildProgram } from "./program.js";

/** The reader of the output may close it early, as `head` does. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}

reportLateErrors();
if (!process.argv.includes("--no-cache")) keepCompiledCode();
try {
  await buildProgram().parseAsync(process.argv);
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode;
}
exitWithoutWaiting();
