import type { Check } from "./check.js";

/** Every check there is, by id. One line a check, sorted: add yours and its import where the alphabet puts it. */
export const checks: readonly Check[] = [];
