import { type MessageTexts, renderMessage } from "../../../routing/render-message.js";
import { groupLabelsOf } from "../../../routing/routing-tree.js";
import type { AlertView, RoutingSubject } from "../../check.js";
import { createSample, type SampleAlert, sampleTime } from "./sample-alert.js";
import type { MessageTarget } from "./sample-messages.js";

/** The message about several instances of an alert. */
export interface GroupMessage {
  readonly size: number;
  readonly texts: MessageTexts;
}

/** Renders messages about instances of an alert that are in one group. */
export class GroupRenderer {
  readonly #subject: RoutingSubject;
  readonly #alert: AlertView;
  readonly #first: SampleAlert;
  /** Distinct instances, by the labels that they share. */
  readonly #groups = new Map<string, SampleAlert[]>();

  constructor(subject: RoutingSubject, alert: AlertView, first: SampleAlert) {
    this.#subject = subject;
    this.#alert = alert;
    this.#first = first;
  }

  /**
   * Renders some texts of the message about a number of instances, or about fewer if the alert does not have as many with the
   * labels of a group. Undefined if it has only one of them.
   */
  render(target: MessageTarget, fields: ReadonlyMap<string, unknown>, most: number): GroupMessage | undefined {
    if (fields.size === 0) return undefined;
    const { config, definitions } = this.#subject;
    const { node, integration } = target;
    const groupLabels = groupLabelsOf(node, this.#first.labels);
    const instances = this.#takeInstances(groupLabels, most);
    if (instances.length < 2 || definitions === undefined) return undefined;
    const alerts = instances.map(({ labels, annotations }) => ({
      ...{ status: "firing" as const, labels, annotations, startsAt: sampleTime, endsAt: sampleTime + 300_000 },
    }));
    const { templates, version } = definitions;
    const texts = renderMessage(
      { at: sampleTime, receiver: node.receiver, integration, route: node, groupLabels, alerts },
      { config: config.data, templates, version, includes: (path) => fields.has(path) },
    );
    return { size: instances.length, texts };
  }

  #takeInstances(groupLabels: SampleAlert["labels"], most: number): readonly SampleAlert[] {
    const key = JSON.stringify(groupLabels);
    const instances = this.#groups.get(key) ?? [this.#first];
    this.#groups.set(key, instances);
    while (instances.length < most) {
      const next = createSample(this.#alert, instances.length, groupLabels);
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
