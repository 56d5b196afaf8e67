import { setTimeout as pause } from "node:timers/promises";
import type { Observation } from "./observation.js";

/** An observation that may still change by itself. */
export interface Attempt {
  readonly observation: Observation;
  readonly isPending: boolean;
}

const interval = 1_000;

/** Repeats a check until nothing is pending any more, or the time is up. */
export async function waitFor(look: () => Promise<Attempt>, deadline: number): Promise<Observation> {
  for (;;) {
    const { observation, isPending } = await look();
    if (!isPending || Date.now() + interval > deadline) return observation;
    await pause(interval);
  }
}
