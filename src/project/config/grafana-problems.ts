import type { Config } from "../../model/project/config.js";
import { takesResources } from "../../model/project/dashboard-route.js";
import { maxUidLength, resolveSettings, settingMs } from "../../model/project/project.js";
import { releaseOrDefault } from "../../model/project/releases.js";
import { isAtLeast } from "../../promql/index.js";
import type { ConfigProblem } from "./config-consistency.js";

/** Finds settings of an environment's Grafana that it would refuse. */
export function grafanaProblems(config: Config, environment: string): readonly ConfigProblem[] {
  const path = ["environments", environment, "grafana"];
  return [
    ...addressProblems(config, environment, path),
    ...uidSuffixProblems(config, environment, path),
    ...folderProblems(config, environment, path),
    ...routeProblems(config, environment, path),
    ...alertingProblems(config, environment),
  ];
}

/** Links in notifications, dashboards and pages begin with it. */
function addressProblems(config: Config, environment: string, path: readonly string[]): readonly ConfigProblem[] {
  const url = config.environments[environment]!.grafana?.url;
  if (url === undefined) return [];
  return schemeProblems([...path, "url"], url, { of: "a Grafana", example: "grafana.example.com" });
}

/** A link to an address without a scheme leads to a page of the site that shows the link. */
export function schemeProblems(
  path: readonly string[],
  address: string,
  { of, example }: { readonly of: string; readonly example: string },
): readonly ConfigProblem[] {
  if (/^https?:\/\/[^/]/.test(address)) return [];
  const summary = `"${address}" is not the address of ${of}`;
  const fix = `write it with its scheme, such as "https://${address.replace(/^(?:[a-z]+:)?\/*/i, "") || example}"`;
  return [{ id: "config/wrong-value", path, summary, fix }];
}

const maxSuffixLength = 20;

function uidSuffixProblems(config: Config, environment: string, path: readonly string[]): readonly ConfigProblem[] {
  const suffix = config.environments[environment]!.grafana?.uidSuffix;
  if (suffix === undefined || (/^[A-Za-z0-9_-]+$/.test(suffix) && suffix.length <= maxSuffixLength)) return [];
  const summary = `"${suffix}" cannot end the uid of a dashboard`;
  const fix = `use at most ${maxSuffixLength} letters, digits, dashes and underscores`;
  return [{ id: "config/wrong-value", path: [...path, "uidSuffix"], summary, fix }];
}

/** Grafana calls what is in no folder "General". */
const noFolder = "general";

function folderProblems(config: Config, environment: string, path: readonly string[]): readonly ConfigProblem[] {
  const { folder, dashboards } = resolveSettings(config, environment).grafana;
  if (folder === undefined) return [];
  if (dashboards.some(takesResources) && folder.uid.toLowerCase() === noFolder) {
    const option = config.environments[environment]!.grafana?.folderUid === undefined ? "folder" : "folderUid";
    const summary = `no folder can have the uid "${folder.uid}"`;
    const fix = "leave out the folder: Grafana shows what is in no folder under General";
    return [{ id: "config/wrong-value", path: [...path, option], summary, fix }];
  }
  if (/^[A-Za-z0-9_-]+$/.test(folder.uid) && folder.uid.length <= maxUidLength) return [];
  const summary = `"${folder.uid}" cannot be the uid of a folder`;
  const fix = `use at most ${maxUidLength} letters, digits, dashes and underscores`;
  return [{ id: "config/wrong-value", path: [...path, "folderUid"], summary, fix }];
}

/** Grafana 12.0 and 12.1 serve an alpha version only, which has another form. */
function routeProblems(config: Config, environment: string, path: readonly string[]): readonly ConfigProblem[] {
  const { grafana, versions } = resolveSettings(config, environment);
  const route = grafana.dashboards.find(takesResources);
  if (route === undefined || isAtLeast(releaseOrDefault("grafana", versions.grafana), 12, 2)) return [];
  const summary = `Grafana ${versions.grafana} takes no dashboards as "${route}"`;
  const fix = 'write "provisioning" or "api", or target Grafana 12.2 or later';
  return [{ id: "config/wrong-value", path: [...path, "dashboards"], summary, fix }];
}

/** Rules that Grafana manages are in a folder, are evaluated at multiples of its interval, and need fields of 12.4. */
function alertingProblems(config: Config, environment: string): readonly ConfigProblem[] {
  const settings = resolveSettings(config, environment);
  if (settings.alerting !== "grafana") return [];
  const own = config.environments[environment]!;
  const placeOf = (option: "alerting" | "evaluationInterval") =>
    own[option] === undefined ? ["defaults", option] : ["environments", environment, option];
  const problems: ConfigProblem[] = [];
  if (!isAtLeast(releaseOrDefault("grafana", settings.versions.grafana), 12, 4)) {
    const summary = `Grafana ${settings.versions.grafana} cannot manage the alerts of "${environment}" as Prometheus would`;
    const fix = 'target Grafana 12.4 or later, or leave them to Prometheus: alerting: "prometheus"';
    problems.push({ id: "config/wrong-value", path: placeOf("alerting"), summary, fix });
  }
  if (settings.grafana.folder?.title === undefined) {
    const summary = `the rules of "${environment}" need a folder in Grafana`;
    const fix = 'name one: grafana: { folder: "Shop" }';
    problems.push({ id: "config/wrong-value", path: placeOf("alerting"), summary, fix });
  }
  if (settingMs(settings.evaluationInterval) % 10_000 !== 0) {
    const summary = `Grafana cannot evaluate rules every ${settings.evaluationInterval}`;
    const fix = "use a multiple of 10s";
    problems.push({ id: "config/wrong-value", path: placeOf("evaluationInterval"), summary, fix });
  }
  return problems;
}
