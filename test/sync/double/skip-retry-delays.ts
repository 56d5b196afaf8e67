import { onTestFinished } from "vitest";
import { maxAttempts, retryDelay } from "../../../src/sync/http/retry.js";

/** Ends the waits between the attempts of a request at once, until the test ends. */
export function skipRetryDelays(): void {
  const delays = new Set(Array.from({ length: maxAttempts }, (_, index) => retryDelay(index + 1, undefined)));
  const wait = globalThis.setTimeout;
  const skipping = (run: (...args: unknown[]) => void, delay?: number, ...args: unknown[]) =>
    wait(run, delay !== undefined && delays.has(delay) ? 0 : delay, ...args);
  globalThis.setTimeout = Object.assign(skipping, wait);
  onTestFinished(() => {
    globalThis.setTimeout = wait;
  });
}
