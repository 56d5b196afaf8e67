import { type MessageTexts, renderMessage } from "../../../routing/render-message.js";
import { groupLabelsOf } from "../../../routing/routing-tree.js";
import type { MessagesSubject, MessageTarget, SampleAlert } from "../../messages-subject.js";
import { createSample } from "./sample-alert.js";
import { sampleNotification } from "./sample-notification.js";

/** The message about several instances of an alert. */
export interface GroupMessage {
  readonly size: number;
  readonly texts: MessageTexts;
}

/** Renders messages about instances of an alert that are in one group. */
export class GroupRenderer {
  readonly #subject: MessagesSubject;
  /** Distinct instances, by the labels that they share. */
  readonly #groups = new Map<string, SampleAlert[]>();

  constructor(subject: MessagesSubject) {
    this.#subject = subject;
  }

  /**
   * Renders some texts of the message about a number of instances, or about fewer if the alert does not have as many with the
   * labels of a group.
   */
  render(target: MessageTarget, fields: ReadonlyMap<string, unknown>, most: number): GroupMessage {
    if (fields.size === 0) return { size: 0, texts: new Map() };
    const { sample, config, templates, version } = this.#subject;
    const groupLabels = groupLabelsOf(target.node, sample.labels);
    const instances = this.#takeInstances(groupLabels, most);
    const notification = sampleNotification(target, groupLabels, instances);
    const texts = renderMessage(notification, { config, templates, version, includes: (path) => fields.has(path) });
    return { size: instances.length, texts };
  }

  #takeInstances(groupLabels: SampleAlert["labels"], most: number): readonly SampleAlert[] {
    const key = JSON.stringify(groupLabels);
    const instances = this.#groups.get(key) ?? [this.#subject.sample];
    this.#groups.set(key, instances);
    while (instances.length < most) {
      const next = createSample(this.#subject.alert, instances.length, groupLabels);
      // The labels of the next one repeat once all values have had their turn.
      if (instances.some(({ labels }) => hasSameLabels(labels, next.labels))) break;
      instances.push(next);
    }
    return instances.slice(0, most);
  }
}

function hasSameLabels(one: SampleAlert["labels"], other: SampleAlert["labels"]): boolean {
  return Object.entries(one).every(([name, value]) => other[name] === value);
}
