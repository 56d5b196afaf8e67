import { listTexts, type MessageTexts } from "../../routing/render-message.js";
import type { CheckOn, Finding } from "../check.js";
import type { MessagesSubject, SampleMessage } from "../messages-subject.js";
import { growthOfDefaultTexts, longestDefaultText } from "./facts/default-texts.js";
import { GroupRenderer } from "./facts/group-message.js";
import { kindNames, lengthOf, limitOf, type TextLimit } from "./facts/text-limits.js";

/** Instances of an alert in the group that a message is tried with. */
const groupSize = 20;

type Limits = ReadonlyMap<string, TextLimit>;

/** A message about an alert, or about a group of its instances, that is longer than its channel takes. */
export const tooLong: CheckOn<MessagesSubject> = {
  id: "notification/too-long",
  on: "messages",
  *run(subject) {
    const groups = new GroupRenderer(subject);
    for (const message of subject.messages) {
      const limits = limitsOf(subject, message);
      const texts = message.isDefault ? groups.render(message, limits, 1).texts : message.texts;
      const tooLongAlone = findLong(texts, limits);
      yield* tooLongAlone.map((long) => describe(subject, message, { ...long, size: 1 }));
      const others = without(limits, tooLongAlone);
      yield* findLongInGroups(groups, message, texts, others).map((long) => describe(subject, message, long));
    }
  },
};

interface LongText {
  readonly field: string;
  readonly text: string;
  readonly limit: TextLimit;
}

/** The texts whose channel has a limit, apart from those of Telltale that cannot reach it. */
function limitsOf({ sample, version }: MessagesSubject, message: SampleMessage): Limits {
  const limits = new Map<string, TextLimit>();
  for (const [field, text] of listTexts(message.fields)) {
    const limit = limitOf(message, field, version);
    if (limit === undefined || (message.isDefault && limit.length >= longestDefaultText(text, sample))) continue;
    limits.set(field, limit);
  }
  return limits;
}

function without(limits: Limits, long: readonly LongText[]): Limits {
  return new Map([...limits].filter(([field]) => long.every((one) => one.field !== field)));
}

/** The texts that are longer than the share of a limit. */
function findLong(texts: MessageTexts, limits: Limits, share = 1): readonly LongText[] {
  return [...limits].flatMap(([field, limit]) => {
    const rendered = texts.get(field);
    const text = rendered !== undefined && "text" in rendered ? rendered.text : "";
    return lengthOf(text, limit) > limit.length * share ? [{ field, text, limit }] : [];
  });
}

/**
 * Renders groups only of texts that may be too long: each instance makes a text longer by at most half of what two of them
 * take, and two take at most four times as much as one.
 */
function findLongInGroups(groups: GroupRenderer, message: SampleMessage, texts: MessageTexts, limits: Limits) {
  const growth = message.isDefault ? growthOfDefaultTexts : 2 * groupSize;
  const notShort = limitsOfLong(texts, limits, 1 / growth);
  const pair = groups.render(message, notShort, 2);
  if (pair.size < 2) return [];
  const doubtful = limitsOfLong(pair.texts, notShort, 2 / groupSize);
  const { size, texts: ofGroup } = groups.render(message, doubtful, groupSize);
  return findLong(ofGroup, doubtful).map((long) => ({ ...long, size }));
}

function limitsOfLong(texts: MessageTexts, limits: Limits, share: number): Limits {
  return new Map(findLong(texts, limits, share).map(({ field, limit }) => [field, limit]));
}

function describe(
  { alert: { rule } }: MessagesSubject,
  { node, kind, fields }: SampleMessage,
  { field, text, limit, size }: LongText & { readonly size: number },
): Finding {
  const channel = kindNames[kind] ?? kind;
  const group = size === 1 ? "" : ` about ${size} of its instances`;
  const isOwn = size > 1 && new Map(listTexts(fields)).get(field)?.includes("range");
  return {
    summary: `the ${field} that "${node.receiver}" gets${group} has ${lengthOf(text, limit)} ${limit.unit}, and ${channel} takes ${limit.length}`,
    details:
      kind === "sns" && field === "subject"
        ? "SNS refuses the message."
        : `The rest is cut off, after ${JSON.stringify(endOf(text, limit.length))}.`,
    fix: isOwn
      ? "list the first alerts only: {{ range $index, $alert := .Alerts }}{{ if lt $index 5 }}…{{ end }}{{ end }}"
      : "shorten its summary or description, or the text of the receiver",
    at: rule.locate("annotations"),
  };
}

/** The end of what is left of a text. */
function endOf(text: string, length: number): string {
  return [...text].slice(0, length).slice(-30).join("");
}
