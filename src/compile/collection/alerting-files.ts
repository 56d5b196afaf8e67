import { renderAlerting } from "../../formats/grafana-alerting/index.js";
import type { Artifact } from "../compiled.js";
import type { Scope } from "../scope.js";

/** A file of Grafana's provisioning: rules, contact points, policies, mute timings or texts. */
export interface ProvisionedAlerting {
  /** `contact-points.yaml` */
  readonly name: string;
  readonly text: string;
  /** The names of its secrets, which are files in the folder of secrets. */
  readonly secrets: readonly string[];
}

/** The folders of what Grafana evaluates and routes by itself, for a system and for its environment. */
export function alertingFolders(environment: string, system: string): readonly string[] {
  return [`${environment}/grafana-alerting/`, `${environment}/${system}/grafana-alerting/`];
}

/** Returns the files by which the Grafana of a collection alerts; none unless Grafana manages the alerts of the environment. */
export function alertingOf(
  { system, settings }: Scope,
  artifacts: readonly Artifact[],
): readonly ProvisionedAlerting[] {
  const folders = alertingFolders(settings.environment, system.name);
  return artifacts.flatMap((artifact): readonly ProvisionedAlerting[] => {
    const folder = folders.find((one) => artifact.path.startsWith(one));
    if (artifact.kind !== "grafana alerting" || folder === undefined) return [];
    const written = renderAlerting(artifact.value);
    const names = Array.from(written.matchAll(secretOfEnvironment), ([, name]) => name!);
    // As for Alertmanager, a secret is a file: environment variables of a container are there for all to see.
    const text = written.replaceAll(secretOfEnvironment, (_, name) => `$__file{${settings.secretsFolder}/${name}}`);
    return [{ name: artifact.path.slice(folder.length), text, secrets: [...new Set(names)] }];
  });
}

/** A secret that provisioning takes from the environment. Any other dollar is doubled. */
const secretOfEnvironment = /(?<!\$)\$__env\{(\w+)\}/g;
