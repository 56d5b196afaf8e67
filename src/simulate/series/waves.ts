import { logUniform, type Random } from "./random.js";

const minute = 60_000;

/**
 * Creates a smooth function of time around 1, never below 0.1: the sum of a daily and a shorter sine wave. Periods and
 * phases are random, so that no two waves correlate.
 */
export function createWave(random: Random): (time: number) => number {
  const day = 1440 * minute;
  const short = logUniform(random, 7 * minute, 90 * minute);
  const [dayPhase, shortPhase] = [random() * 2 * Math.PI, random() * 2 * Math.PI];
  return (time) =>
    1 +
    0.45 * Math.sin((2 * Math.PI * time) / day + dayPhase) +
    0.4 * Math.sin((2 * Math.PI * time) / short + shortPhase);
}
