import type { SampleAlert } from "../../messages-subject.js";

/** A default text about many alerts is at most this many times as long as the one about a single of them: it lists five. */
export const growthOfDefaultTexts = 8;

/** A length that no default text about alerts as long as a sample reaches, however many there are. */
export function longestDefaultText({ labels, annotations }: SampleAlert): number {
  const texts = [labels, annotations].flatMap((set) => Object.entries(set));
  return 2_000 + 20 * texts.reduce((sum, [name, text]) => sum + name.length + text.length, 0);
}
