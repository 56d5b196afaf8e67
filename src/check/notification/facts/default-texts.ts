import { defaultTitle } from "../../../compile/alertmanager/index.js";
import type { Labels } from "../../../routing/label-test.js";
import type { SampleAlert } from "../../messages-subject.js";

/** A default text about many alerts is at most this many times as long as the one about a single of them: it lists five. */
export const growthOfDefaultTexts = 8;

/** A length that a default text about alerts as long as a sample never reaches, however many there are. */
export function longestDefaultText(text: string, { labels, annotations }: SampleAlert): number {
  return text === defaultTitle ? 100 + 4 * lengthOf(labels) : 2_000 + 20 * (lengthOf(labels) + lengthOf(annotations));
}

function lengthOf(texts: Labels): number {
  return Object.entries(texts).reduce((sum, [name, text]) => sum + name.length + text.length, 0);
}
