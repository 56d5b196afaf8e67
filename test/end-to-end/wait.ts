import { setTimeout as pause } from "node:timers/promises";

/** Generous: a busy machine is slow, and a failure is rare. */
const defaultTimeout = 60_000;

/** Waits until a condition holds, and returns its result. Throws, with what was waited for, if it takes too long. */
export async function waitFor<T>(
  what: string,
  condition: () => T | undefined | false | Promise<T | undefined | false>,
  timeout = defaultTimeout,
): Promise<T> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const result = await condition();
    if (result !== undefined && result !== false) return result;
    if (Date.now() > deadline) throw new Error(`${what}: did not happen within ${timeout / 1000} s`);
    await pause(100);
  }
}
