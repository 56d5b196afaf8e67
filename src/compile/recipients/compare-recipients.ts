import type { AlertmanagerConfig, Integration } from "../../formats/alertmanager/types.js";
import type { RoutingNode } from "../../routing/routing-tree.js";
import { sortBy } from "../sort-by.js";
import { describeHours, describeIntervals } from "./describe-hours.js";
import { type AlertRecipients, ownName, type RoutedAlertmanager } from "./list-recipients.js";

/** An alert whose recipients a change moves. */
export interface MovedAlert {
  readonly environment: string;
  readonly system: string;
  readonly alert: string;
  /** Its severity after the change; that before if the alert is gone. */
  readonly severity: string;
  /** Undefined for an alert that is new. */
  readonly before: readonly string[] | undefined;
  /** Undefined for an alert that is gone. */
  readonly after: readonly string[] | undefined;
}

/** The alerts whose recipients differ, and the number of those that were compared. */
export interface RecipientsComparison {
  readonly moved: readonly MovedAlert[];
  readonly compared: number;
}

/**
 * Lists every alert whose recipients a change of a project moves: to other receivers, to other hours, or to another address
 * of the same receiver.
 */
export function compareRecipients(
  before: readonly RoutedAlertmanager[],
  after: readonly RoutedAlertmanager[],
): RecipientsComparison {
  const [old, current] = [collect(before), collect(after)];
  const keys = [...new Set([...old.keys(), ...current.keys()])];
  const moved = keys.flatMap((key) => compareAlerts(old.get(key) ?? [], current.get(key) ?? []));
  const compared = keys.reduce(
    (sum, key) => sum + Math.max(old.get(key)?.length ?? 0, current.get(key)?.length ?? 0),
    0,
  );
  return {
    moved: sortBy(moved, ({ environment, system, alert, severity }) =>
      [environment, system, alert, severity].join(" "),
    ),
    compared,
  };
}

interface DescribedAlert {
  readonly alert: AlertRecipients;
  readonly severity: string;
  readonly recipients: readonly Recipient[];
}

interface Recipient {
  readonly text: string;
  /** The channel, room or file of the key. */
  readonly address: string;
}

/** Collects the alerts by their environment, system and name, each severity with each list of recipients once. */
function collect(alertmanagers: readonly RoutedAlertmanager[]): ReadonlyMap<string, readonly DescribedAlert[]> {
  const byName = new Map<string, Map<string, DescribedAlert>>();
  for (const { artifact, alerts } of alertmanagers) {
    const intervals = describeIntervals(artifact.value);
    for (const alert of alerts) {
      const { settings, system, rule, labels, nodes } = alert;
      const recipients = nodes.map((node) => describeRecipient(alert, node, artifact.value, intervals));
      const one = { alert, severity: labels.severity ?? "", recipients };
      const key = JSON.stringify([settings.environment, system, rule.name]);
      const own = byName.get(key) ?? new Map<string, DescribedAlert>();
      byName.set(key, own);
      own.set(signatureOf(one), one);
    }
  }
  return new Map([...byName].map(([key, alerts]) => [key, [...alerts.values()]]));
}

function signatureOf({ severity, recipients }: DescribedAlert): string {
  return JSON.stringify([severity, recipients.map(({ text, address }) => [text, address]).sort()]);
}

function describeRecipient(
  alert: AlertRecipients,
  node: RoutingNode,
  config: AlertmanagerConfig,
  intervals: ReadonlyMap<string, string>,
): Recipient {
  const names = [...node.activeIntervals, ...node.muteIntervals];
  const hours =
    names.length === 0 ? "" : ` ${describeHours(node)} (${names.map((name) => intervals.get(name)).join("; ")})`;
  return { text: `${ownName(alert, node.receiver)}${hours}`, address: addressOf(config, node.receiver) };
}

/** The fields that say where an integration sends to. */
const addressFields = [
  ...["channel", "to", "url", "url_file", "api_url", "api_url_file", "webhook_url", "webhook_url_file", "room_id"],
  ...["chat_id", "topic_arn", "phone_number", "target_arn", "routing_key_file", "service_key_file", "api_key_file"],
  ...["user_key_file", "routing_key", "project", "to_party", "to_user"],
];

function addressOf({ receivers }: AlertmanagerConfig, receiver: string): string {
  const { name: _, labels: __, ...kinds } = receivers.find(({ name }) => name === receiver) ?? { name: receiver };
  const integrations = Object.entries(kinds).flatMap(([kind, list]) =>
    (list as readonly Integration[]).map((fields) => {
      const values = addressFields.flatMap((field) => (fields[field] === undefined ? [] : [String(fields[field])]));
      return [kind.replace(/_configs$/, ""), ...values].join(" ");
    }),
  );
  return integrations.join("; ");
}

/** Pairs the alerts of a name by their severity, then in their order. Those that are the same on both sides are left out. */
function compareAlerts(before: readonly DescribedAlert[], after: readonly DescribedAlert[]): readonly MovedAlert[] {
  const [old, current] = [differing(before, after), differing(after, before)];
  const left = [...old];
  const take = (severity: string) => {
    const index = left.findIndex((one) => one.severity === severity);
    return index === -1 ? undefined : left.splice(index, 1)[0];
  };
  const paired = current.map((one) => ({ one, other: take(one.severity) }));
  const pairs = paired.map(({ one, other }) => ({ before: other ?? left.shift(), after: one }));
  return [
    ...pairs.flatMap((pair) => describeMove(pair.before, pair.after)),
    ...left.flatMap((one) => describeMove(one, undefined)),
  ];
}

function differing(these: readonly DescribedAlert[], others: readonly DescribedAlert[]): readonly DescribedAlert[] {
  const signatures = new Set(others.map(signatureOf));
  return these.filter((one) => !signatures.has(signatureOf(one)));
}

function describeMove(before: DescribedAlert | undefined, after: DescribedAlert | undefined): readonly MovedAlert[] {
  const { alert, severity } = (after ?? before)!;
  const addresses = (side: DescribedAlert | undefined) =>
    new Map(side?.recipients.map(({ text, address }) => [text, address]));
  const [old, current] = [addresses(before), addresses(after)];
  const texts = (own: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) =>
    Array.from(own, ([text, address]) =>
      (other.get(text) ?? address) === address ? text : `${text} (${address})`,
    ).sort();
  const move = {
    ...{ environment: alert.settings.environment, system: alert.system, alert: alert.rule.name, severity },
    before: before && texts(old, current),
    after: after && texts(current, old),
  };
  // Another severity alone moves nobody.
  return move.before?.join("\n") === move.after?.join("\n") ? [] : [move];
}
