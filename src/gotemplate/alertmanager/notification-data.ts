import { compareBytes } from "../format/go-strings.js";
import { goTime } from "../prometheus/time.js";
import type { GoFunction, GoList, GoMap, GoStruct, GoType, GoValue } from "../values/definitions.js";
import { goFunction, typed } from "../values/function.js";
import { listType, mapType, stringType } from "../values/types.js";
import { goList, goMap, goPointer, goString } from "../values/value.js";
import type { NotificationRelease } from "./release.js";

/** An alert of a notification. */
export interface NotifiedAlert {
  readonly status: "firing" | "resolved";
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly startsAt: number;
  /** Milliseconds since 1970: the end of a resolved alert, the expiry of a firing one. */
  readonly endsAt: number;
  readonly generatorUrl?: string;
  readonly fingerprint?: string;
}

/** A notification: the alerts of one group. */
export interface Notification {
  readonly receiver: string;
  readonly alerts: readonly NotifiedAlert[];
  /** Labels that the route groups by, as far as the alerts have them. */
  readonly groupLabels: Readonly<Record<string, string>>;
  /** The address of Alertmanager. */
  readonly externalUrl: string;
}

type Texts = Readonly<Record<string, string>>;

/** The value of `.` in the templates of a notification: Alertmanager's `template.Data`. */
export function notificationData(notification: Notification, release: NotificationRelease): GoValue {
  const { receiver, alerts, groupLabels, externalUrl } = notification;
  const types = release.printsPairs ? pairTypes : mapTypes;
  const fields: readonly (readonly [string, GoValue])[] = [
    ["Receiver", goString(receiver)],
    ["Status", goString(alerts.some(({ status }) => status === "firing") ? "firing" : "resolved")],
    [
      "Alerts",
      goList(
        alerts.map((alert) => goAlert(alert, types)),
        types.alerts,
      ),
    ],
    ["GroupLabels", types.pairs(groupLabels)],
    ["CommonLabels", types.pairs(common(alerts.map(({ labels }) => labels)))],
    ["CommonAnnotations", types.pairs(common(alerts.map(({ annotations }) => annotations)))],
    ["ExternalURL", goString(externalUrl)],
  ];
  return goPointer({ kind: "struct", type: { name: "template.Data", kind: "struct" }, fields: new Map(fields) });
}

/** The entries that all have. */
function common(sets: readonly Texts[]): Texts {
  const [first = {}, ...rest] = sets;
  return Object.fromEntries(Object.entries(first).filter(([key, value]) => rest.every((set) => set[key] === value)));
}

interface NotificationTypes {
  readonly alerts: GoType;
  readonly pairs: (texts: Texts) => GoMap;
}

const alertType: GoType = { name: "template.Alert", kind: "struct" };

function goAlert(alert: NotifiedAlert, { pairs }: NotificationTypes): GoStruct {
  const fields: readonly (readonly [string, GoValue])[] = [
    ["Status", goString(alert.status)],
    ["Labels", pairs(alert.labels)],
    ["Annotations", pairs(alert.annotations)],
    ["StartsAt", goTime(BigInt(alert.startsAt) * 1_000_000n)],
    ["EndsAt", goTime(BigInt(alert.endsAt) * 1_000_000n)],
    ["GeneratorURL", goString(alert.generatorUrl ?? "")],
    ["Fingerprint", goString(alert.fingerprint ?? "")],
  ];
  return { kind: "struct", type: alertType, fields: new Map(fields) };
}

type Method = (receiver: GoValue) => GoFunction;

/** A method without arguments. */
function property(read: (receiver: GoValue) => GoValue): Method {
  return (receiver) => goFunction([], () => read(receiver));
}

/** The types of the data, which refer to one another. */
function notificationTypes({ printsPairs }: Pick<NotificationRelease, "printsPairs">): NotificationTypes {
  const stringsType = listType(stringType);
  const strings = (items: readonly string[]) =>
    goList(
      items.map((item) => goString(item)),
      stringsType,
    );
  const pairType: GoType = { name: "template.Pair", kind: "struct" };
  const printing = (pairsOf: (value: GoValue) => readonly Pair[]) =>
    printsPairs && {
      text: (value: GoValue) =>
        pairsOf(value)
          .map((pair) => pair.join("="))
          .join(", "),
    };
  const pairsType: GoType = {
    ...listType(pairType, "template.Pairs"),
    ...printing(pairsOfList),
    methods: new Map([
      ["Names", property((list) => strings(pairsOfList(list).map(([name]) => name)))],
      ["Values", property((list) => strings(pairsOfList(list).map(([, value]) => value)))],
    ]),
  };
  const setType: GoType = {
    ...mapType(stringType, "template.KV"),
    ...printing(sortedPairs),
    methods: new Map<string, Method>([
      ["SortedPairs", property((set) => goPairs(sortedPairs(set), pairType, pairsType))],
      ["Names", property((set) => strings(sortedPairs(set).map(([name]) => name)))],
      ["Values", property((set) => strings(sortedPairs(set).map(([, value]) => value)))],
      ["Remove", (set) => goFunction([typed<GoList>(stringsType)], (names) => without(set as GoMap, textsOf(names)))],
    ]),
  };
  const alertList = listType(alertType);
  const withStatus = (status: string) =>
    property((list) =>
      goList(
        ((list as GoList).items ?? []).filter((alert) => hasStatus(alert, status)),
        alertList,
      ),
    );
  const alerts: GoType = {
    ...listType(alertType, "template.Alerts"),
    methods: new Map([
      ["Firing", withStatus("firing")],
      ["Resolved", withStatus("resolved")],
    ]),
  };
  const pairs = (texts: Texts) =>
    goMap(new Map(Object.entries(texts).map(([name, value]) => [name, goString(value)])), setType);
  return { alerts, pairs };
}

const pairTypes = notificationTypes({ printsPairs: true });
const mapTypes = notificationTypes({ printsPairs: false });

type Pair = readonly [name: string, value: string];

function goPairs(pairs: readonly Pair[], pairType: GoType, pairsType: GoType): GoList {
  const items = pairs.map(([name, value]): GoStruct => {
    const fields = new Map([
      ["Name", goString(name)],
      ["Value", goString(value)],
    ]);
    return { kind: "struct", type: pairType, fields };
  });
  return goList(items, pairsType);
}

/** The pairs of a set by name, `alertname` first. */
function sortedPairs(set: GoValue): readonly Pair[] {
  const pairs = [...((set as GoMap).entries ?? [])].map(([name, value]): Pair => [name, textOf(value)]);
  const rank = (name: string) => (name === "alertname" ? 0 : 1);
  return pairs.sort(([left], [right]) => rank(left) - rank(right) || compareBytes(left, right));
}

function pairsOfList(list: GoValue): readonly Pair[] {
  return ((list as GoList).items ?? []).map((item): Pair => {
    const { fields } = item as GoStruct;
    return [textOf(fields.get("Name")!), textOf(fields.get("Value")!)];
  });
}

function without(set: GoMap, names: readonly string[]): GoMap {
  const left = [...(set.entries ?? [])].filter(([name]) => !names.includes(name));
  return goMap(new Map(left), set.type);
}

function hasStatus(alert: GoValue, status: string): boolean {
  return textOf((alert as GoStruct).fields.get("Status")!) === status;
}

function textsOf({ items = [] }: GoList): readonly string[] {
  return items.map(textOf);
}

function textOf(value: GoValue): string {
  return (value as { readonly value: string }).value;
}
