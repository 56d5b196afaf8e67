import type { YamlValue } from "../../yaml/index.js";
import { at, type SloExtras, textAt } from "./foreign-slo.js";

/** The options of a definition for what a specification of sloth says of its alerts, and what has no option. */
export interface SlothAlerting {
  readonly options: SloExtras;
  /** In the user's words: `its annotation summary`. */
  readonly losses: readonly string[];
}

/** Reads the alerts of an SLO of sloth. Labels of the specification and of the SLO are on them, too. */
export function readAlerting(spec: YamlValue, slo: YamlValue): SlothAlerting {
  const alerting = at(slo, "alerting");
  const { owner, ...labels } = Object.assign({}, ...[spec, slo, alerting].map((one) => textsAt(one, "labels")));
  const { runbook, runbook_url = runbook, ...annotations } = textsAt(alerting, "annotations");
  const page = readKind(alerting, "page");
  const ticket = readKind(alerting, "ticket");
  const name = textAt(alerting, "name");
  const isOff = [
    page.isDisabled && { fast: false, medium: false },
    ticket.isDisabled && { slow: false, steady: false },
  ];
  const alerts: Readonly<Record<string, boolean>> = Object.assign({}, ...isOff);
  const isUrl = runbook_url !== undefined && /^https?:\/\//.test(runbook_url);
  return {
    options: {
      ...(page.severity !== undefined && { page: page.severity }),
      ...(ticket.severity !== undefined && { ticket: ticket.severity }),
      ...(Object.keys(alerts).length > 0 && { alerts }),
      ...(owner !== undefined && { owner }),
      ...(isUrl && { runbook: runbook_url }),
      ...(Object.keys(labels).length > 0 && { labels }),
    },
    losses: [
      ...(name === undefined ? [] : [`the name ${name} of its alerts, which are called after the SLO`]),
      ...Object.keys(annotations).map((one) => `its annotation ${one}`),
      ...(runbook_url === undefined || isUrl ? [] : [`its runbook ${runbook_url}, which is not an address`]),
      ...page.losses,
      ...ticket.losses,
    ],
  };
}

/** Reads the alert that pages, or the one that opens a ticket. */
function readKind(alerting: YamlValue | undefined, kind: "page" | "ticket") {
  const own = at(alerting, `${kind}_alert`) ?? at(alerting, `${kind}Alert`);
  const { severity, ...labels } = textsAt(own, "labels");
  const losses = [
    ...Object.keys(labels).map((label) => `the label ${label} of its ${kind} alert`),
    ...Object.keys(textsAt(own, "annotations")).map((one) => `the annotation ${one} of its ${kind} alert`),
  ];
  return { isDisabled: at(own, "disable") === true, severity, losses };
}

/** The members of an object that are texts. */
function textsAt(value: YamlValue | undefined, key: string): Readonly<Record<string, string>> {
  const found = at(value, key);
  if (typeof found !== "object" || found === null || Array.isArray(found)) return {};
  const texts = Object.keys(found).map((name) => [name, textAt(found, name)] as const);
  return Object.fromEntries(texts.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}
