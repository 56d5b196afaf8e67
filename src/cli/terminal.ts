import type { GlobalFlags } from "./shared-flags.js";

/** True if output to a stream is coloured: the command line decides, then the environment, then if it is a terminal. */
export function wantsColor({ color }: GlobalFlags, stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (!color || (NO_COLOR ?? "") !== "") return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return stream.isTTY === true && TERM !== "dumb";
}

/** The rows of a terminal; undefined for files and pipes. */
export function terminalHeight(stream: NodeJS.WriteStream): number | undefined {
  return stream.isTTY ? stream.rows : undefined;
}

/** The columns of a terminal; undefined for files and pipes. */
export function terminalWidth(stream: NodeJS.WriteStream): number | undefined {
  return stream.isTTY ? stream.columns : undefined;
}
