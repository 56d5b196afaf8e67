import { realpathSync } from "node:fs";
import type { GlobalOptions } from "./global-options.js";

/** The folder that a command works in, by its real path, as paths in findings are. */
export function workingFolder({ cwd }: GlobalOptions): string {
  return realpathSync(cwd ?? ".");
}

/** Whether a stream is to be coloured: what the command line says, then the environment, then whether it is a terminal. */
export function wantsColor({ color }: GlobalOptions, stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (!color || (NO_COLOR ?? "") !== "") return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return stream.isTTY === true && TERM !== "dumb";
}

/** How wide a terminal is; undefined for files and pipes. */
export function widthOf(stream: NodeJS.WriteStream): number | undefined {
  return stream.isTTY ? stream.columns : undefined;
}

/** The day it is, in UTC; `SOURCE_DATE_EPOCH` sets it, as it does for other reproducible builds. */
export function today(): string {
  const epoch = process.env.SOURCE_DATE_EPOCH;
  const now = epoch !== undefined && /^\d{1,11}$/.test(epoch) ? new Date(Number(epoch) * 1000) : new Date();
  return now.toISOString().slice(0, 10);
}
