import { listTexts, type MessageTexts } from "../../routing/render-message.js";
import type { Check, Finding } from "../check.js";
import { GroupRenderer } from "./facts/group-message.js";
import { MessageRenderer, type SampledAlert, type SampleMessage } from "./facts/sample-messages.js";
import { kindNames, lengthOf, limitOf, type TextLimit } from "./facts/text-limits.js";

/** Instances of an alert in the group that a message is tried with. */
const groupSize = 20;

type Limits = ReadonlyMap<string, TextLimit>;

/** A message about an alert, or about a group of its instances, that is longer than its channel takes. */
export const tooLong: Check = {
  id: "notification/too-long",
  on: "routing",
  *run(subject) {
    if (subject.definitions === undefined) return;
    const { version } = subject.definitions;
    for (const sampled of MessageRenderer.of(subject)?.sampled ?? []) {
      const groups = new GroupRenderer(subject, sampled.alert, sampled.sample);
      for (const message of sampled.messages) {
        const limits = limitsOf(message, version);
        const tooLongAlone = findLong(message.texts, limits);
        yield* tooLongAlone.map((long) => describe(sampled, message, { ...long, size: 1 }));
        const others = without(limits, tooLongAlone);
        yield* findLongInGroups(groups, message, others).map((long) => describe(sampled, message, long));
      }
    }
  },
};

interface LongText {
  readonly field: string;
  readonly text: string;
  readonly limit: TextLimit;
}

/** The texts whose channel has a limit. */
function limitsOf(message: SampleMessage, version: Parameters<typeof limitOf>[2]): Limits {
  const limits = new Map<string, TextLimit>();
  for (const field of message.texts.keys()) {
    const limit = limitOf(message, field, version);
    if (limit !== undefined) limits.set(field, limit);
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
 * Renders a group only of texts that may be too long: each instance makes a text longer by at most half of what two of them
 * take.
 */
function findLongInGroups(groups: GroupRenderer, message: SampleMessage, limits: Limits) {
  const pair = groups.render(message, limits, 2);
  if (pair === undefined) return [];
  const doubtful = new Map(findLong(pair.texts, limits, 2 / groupSize).map(({ field, limit }) => [field, limit]));
  const group = groups.render(message, doubtful, groupSize);
  return group === undefined ? [] : findLong(group.texts, doubtful).map((long) => ({ ...long, size: group.size }));
}

function describe(
  { alert: { rule } }: SampledAlert,
  { node, kind, fields }: SampleMessage,
  { field, text, limit, size }: LongText & { readonly size: number },
): Finding {
  const channel = kindNames[kind] ?? kind;
  const group = size === 1 ? "" : ` about ${size} of its instances`;
  const isOwn = size > 1 && new Map(listTexts(fields)).get(field)?.includes("range");
  return {
    subject: rule.name,
    allow: rule.allow,
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
