import { logUniform, type Random } from "./random.js";

const minute = 60_000;

/**
 * Something that goes up and down over time around 1, never below 0.1: slowly over a day, faster over an hour or less.
 * Each wave has its own lengths and begins elsewhere, so that no two go together.
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
