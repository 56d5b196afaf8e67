import picocolors from "picocolors";
import { type TimelineStyle, timelineStyle } from "../simulate/timeline/style.js";

/** Returns the style of timelines for this terminal. `NO_COLOR` and `FORCE_COLOR` override detection. */
export function terminalStyle(environment: NodeJS.ProcessEnv = process.env): TimelineStyle {
  const { NO_COLOR, FORCE_TTY, TERM, LC_ALL, LC_CTYPE, LANG } = environment;
  // Vitest runs tests in workers without a terminal, and sets FORCE_TTY if it has one itself.
  const color = (NO_COLOR ?? "") === "" && (picocolors.isColorSupported || (FORCE_TTY ?? "") !== "");
  const locale = LC_ALL ?? LC_CTYPE ?? LANG;
  return timelineStyle({ color, isPlain: TERM === "dumb" || locale === "C" || locale === "POSIX" });
}
