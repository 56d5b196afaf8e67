import { isDefaultText } from "../../../compile/alertmanager/index.js";
import type { Integration } from "../../../formats/alertmanager/types.js";
import type { MissingKey } from "../../../gotemplate/execute/fields.js";
import { RouteFinder } from "../../../routing/hours/possible-routes.js";
import { listTexts, type MessageTexts, renderMessage } from "../../../routing/render-message.js";
import { groupLabelsOf, type RoutingNode } from "../../../routing/routing-tree.js";
import type { RoutingDefinitions } from "../../alertmanager/facts/routing-definitions.js";
import type { AlertView, RoutingSubject } from "../../check.js";
import type { MessagesSubject, MessageTarget, SampleAlert, SampleMessage } from "../../messages-subject.js";
import { isAddress } from "./is-address.js";
import { rememberMessage } from "./message-memory.js";
import { createSample } from "./sample-alert.js";
import { sampleNotification } from "./sample-notification.js";

/** A build of more alerts renders each message anew: remembering as many would take more memory than it saves time. */
const mostRemembered = 2_000;

/** Renders samples of the alerts of a configuration, one after the other. None for a file: its alerts are unknown. */
export function* sampleMessages(routing: RoutingSubject): Generator<MessagesSubject> {
  const { config, alerts, definitions } = routing;
  if (alerts === undefined || definitions === undefined) return;
  const routes = new RouteFinder(config.data, definitions.version);
  const targets = new NodeTargets(routing);
  for (const alert of alerts) {
    const render = (target: MessageTarget, sample: SampleAlert, missingKey?: MissingKey) =>
      renderSample(routing, definitions, alert, target, sample, missingKey);
    const sample = createSample(alert, 0);
    const nodes = new Set(routes.find(alert).flatMap((possible) => possible.nodes));
    yield {
      kind: "messages",
      ...{ name: alert.rule.name, allow: alert.rule.allow, context: routing.context },
      ...{ alert, sample, config: config.data, templates: definitions.templates, version: definitions.version, render },
      messages: targets.list(nodes, alert.service).map((target) => createMessage(target, () => render(target, sample))),
    };
  }
}

function createMessage(target: NodeTarget, render: () => MessageTexts): SampleMessage {
  let texts: MessageTexts | undefined;
  return {
    ...target,
    get texts() {
      texts ??= render();
      return texts;
    },
  };
}

/** Renders the texts of a message, apart from addresses that Telltale fills in: nobody reads them. */
function renderSample(
  { config, alerts = [] }: RoutingSubject,
  { version, templates }: RoutingDefinitions,
  { service }: AlertView,
  target: MessageTarget,
  sample: SampleAlert,
  missingKey: MissingKey | undefined,
): MessageTexts {
  const { node, integration, fields } = target;
  const { labels, annotations } = sample;
  const groupLabels = groupLabelsOf(node, labels);
  const includes = (path: string, text: string) =>
    !(isAddress(path) && isDefaultText(text, service)) && !(path === "fallback" && text === fields.title);
  const context = { config: config.data, templates, version, missingKey, includes };
  const render = () => renderMessage(sampleNotification(target, groupLabels, [sample]), context);
  if (alerts.length > mostRemembered) return render();
  const inputs = [version, node.receiver, integration, fields, groupLabels, labels, annotations, service, missingKey];
  return rememberMessage(templates, inputs, render);
}

/** The target of a message, which has no texts yet. */
type NodeTarget = Omit<SampleMessage, "texts">;

/** The integrations that the nodes of a tree notify. Many alerts have the same nodes. */
class NodeTargets {
  readonly #routing: RoutingSubject;
  readonly #known = new Map<string, Map<RoutingNode, readonly NodeTarget[]>>();

  constructor(routing: RoutingSubject) {
    this.#routing = routing;
  }

  /** Lists the integrations of several nodes, each once. */
  list(nodes: Iterable<RoutingNode>, service: string): NodeTarget[] {
    const targets = new Map<string, NodeTarget>();
    for (const node of nodes) {
      for (const target of this.#ofNode(node, service)) targets.set(`${node.receiver} ${target.integration}`, target);
    }
    return [...targets.values()];
  }

  #ofNode(node: RoutingNode, service: string): readonly NodeTarget[] {
    const known = this.#known.get(service) ?? new Map<RoutingNode, readonly NodeTarget[]>();
    this.#known.set(service, known);
    const targets = known.get(node) ?? this.#find(node, service);
    known.set(node, targets);
    return targets;
  }

  #find(node: RoutingNode, service: string): readonly NodeTarget[] {
    const found = this.#routing.config.data.receivers.find(({ name }) => name === node.receiver);
    const { name: _, labels: __, ...kinds } = found ?? { name: "" };
    return Object.entries(kinds).flatMap(([configs, list]) =>
      (list as readonly Integration[]).map((fields, index) => ({
        node,
        integration: `${configs}[${index}]`,
        kind: configs.replace(/_configs$/, ""),
        fields,
        isDefault: listTexts(fields).every(([, text]) => !text.includes("{{") || isDefaultText(text, service)),
      })),
    );
  }
}
