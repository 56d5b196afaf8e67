/**
 * Factor on the rounds that the random suites run on a developer's machine: 1 by default, more in CI, thousands
 * for a night. Set `TELLTALE_ROUNDS`.
 */
const factor = readFactor(process.env.TELLTALE_ROUNDS);

/** Scales the number of rounds of a random suite. */
export function rounds(few: number): number {
  return Math.max(1, Math.round(few * factor));
}

/** The seed of the random suites, printed where one fails. Set `TELLTALE_SEED` for other inputs. */
export const seed = Number(process.env.TELLTALE_SEED ?? 1);

function readFactor(text = "1"): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`TELLTALE_ROUNDS must be a number above 0, not "${text}"`);
  return value;
}
