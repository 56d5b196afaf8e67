import { isDefaultText } from "../../../compile/alertmanager/index.js";
import type { Integration } from "../../../formats/alertmanager/types.js";
import type { MissingKey } from "../../../gotemplate/execute/fields.js";
import { RouteFinder } from "../../../routing/hours/possible-routes.js";
import type { Notification } from "../../../routing/notifications.js";
import { type MessageTexts, renderMessage } from "../../../routing/render-message.js";
import { groupLabelsOf, type RoutingNode } from "../../../routing/routing-tree.js";
import type { RoutingDefinitions } from "../../alertmanager/facts/routing-definitions.js";
import type { AlertView, RoutingSubject } from "../../check.js";
import { rememberMessage } from "./message-memory.js";
import { createSample, type SampleAlert, sampleTime } from "./sample-alert.js";

/** An integration that an alert notifies. */
export interface MessageTarget {
  readonly node: RoutingNode;
  /** `slack_configs[0]` */
  readonly integration: string;
  /** `slack` */
  readonly kind: string;
  readonly fields: Integration;
}

/** The notification about a single firing alert. */
export interface SampleMessage extends MessageTarget {
  readonly texts: MessageTexts;
}

/** An alert with a sample of it, and the messages about it. */
export interface SampledAlert {
  readonly alert: AlertView;
  readonly sample: SampleAlert;
  readonly messages: readonly SampleMessage[];
}

/** True for the path of a field that holds an address. */
export function isAddress(path: string): boolean {
  return /(?:^|[._])(?:url|href|src|link|file)(?:$|[._])/.test(path);
}

/** Renders samples of the alerts of a configuration, and the messages about them. */
export class MessageRenderer {
  readonly #subject: RoutingSubject;
  readonly #definitions: RoutingDefinitions;
  #sampled: readonly SampledAlert[] | undefined;

  private constructor(subject: RoutingSubject, definitions: RoutingDefinitions) {
    this.#subject = subject;
    this.#definitions = definitions;
  }

  static readonly #renderers = new WeakMap<RoutingSubject, MessageRenderer>();

  /** The renderer of a configuration, which the checks share. Undefined for a file: its alerts are unknown. */
  static of(subject: RoutingSubject): MessageRenderer | undefined {
    if (subject.alerts === undefined || subject.definitions === undefined) return undefined;
    const renderer = MessageRenderer.#renderers.get(subject) ?? new MessageRenderer(subject, subject.definitions);
    MessageRenderer.#renderers.set(subject, renderer);
    return renderer;
  }

  get sampled(): readonly SampledAlert[] {
    this.#sampled ??= this.#sampleAll();
    return this.#sampled;
  }

  /** Renders the texts of a message, apart from addresses that Telltale fills in: nobody reads them. */
  render(target: MessageTarget, sample: SampleAlert, service: string, missingKey?: MissingKey): MessageTexts {
    const { version, templates } = this.#definitions;
    const { labels, annotations } = sample;
    const { node, integration, fields } = target;
    const groupLabels = groupLabelsOf(node, labels);
    const inputs = [version, node.receiver, integration, fields, groupLabels, labels, annotations, service, missingKey];
    const notification: Notification = {
      ...{ at: sampleTime, receiver: node.receiver, integration, route: node, groupLabels },
      alerts: [{ status: "firing", labels, annotations, startsAt: sampleTime, endsAt: sampleTime + 300_000 }],
    };
    const includes = (path: string, text: string) =>
      !(isAddress(path) && isDefaultText(text, service)) && !(path === "fallback" && text === fields.title);
    const context = { config: this.#subject.config.data, templates, version, missingKey, includes };
    return rememberMessage(templates, inputs, () => renderMessage(notification, context));
  }

  #sampleAll(): readonly SampledAlert[] {
    const { config, alerts = [] } = this.#subject;
    const { version } = this.#definitions;
    const routes = new RouteFinder(config.data, version);
    return alerts.map((alert) => {
      const sample = createSample(alert, 0);
      const nodes = new Set(routes.find(alert).flatMap((possible) => possible.nodes));
      const targets = new Map(
        [...nodes]
          .flatMap((node) => this.#listTargets(node))
          .map((one) => [`${one.node.receiver} ${one.integration}`, one]),
      );
      const messages = Array.from(targets.values(), (target) => ({
        ...target,
        texts: this.render(target, sample, alert.service),
      }));
      return { alert, sample, messages };
    });
  }

  #listTargets(node: RoutingNode): readonly MessageTarget[] {
    const found = this.#subject.config.data.receivers.find(({ name }) => name === node.receiver);
    const { name: _, labels: __, ...kinds } = found ?? { name: "" };
    return Object.entries(kinds).flatMap(([configs, list]) =>
      (list as readonly Integration[]).map((fields, index) => ({
        ...{ node, integration: `${configs}[${index}]`, kind: configs.replace(/_configs$/, ""), fields },
      })),
    );
  }
}
