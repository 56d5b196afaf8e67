import type { DashboardArtifact } from "../../compile/compiled.js";
import type { Target } from "../../model/project/target.js";
import type { SystemFacts } from "../../model/system/system.js";
import { openClient } from "../http/open-client.js";
import { makePlan } from "../plan/make-plan.js";
import { describeObject } from "../plan/render-plan.js";
import { selectOnly } from "../plan/select.js";
import { SyncError } from "../sync-error.js";
import { grafanaUrl } from "../targets/grafana/open-grafana.js";
import { type BuiltProject, defaultTargets, openTargets, selectArtifacts } from "../targets/open-targets.js";
import type { SyncTarget } from "../targets/target.js";
import { verifyDashboards } from "./dashboards.js";
import { expectFiles, expectFolders, expectNamespaces } from "./expected-groups.js";
import { type Observation, observe } from "./observation.js";
import { type RulesApi, verifyRules } from "./rules.js";
import { verifyScrapeTargets } from "./scrape-targets.js";
import { verifyTenant } from "./tenant.js";
import { sendTestAlert, type TestAlert } from "./test-alert.js";
import { waitFor } from "./wait-for.js";

export interface VerifyOptions {
  /** Milliseconds to wait for what is not there yet. */
  readonly patience: number;
  /** Only dashboards with these ids, in which `*` stands for any text. */
  readonly only?: readonly string[] | undefined;
  /** Sent to the Alertmanagers that are verified. */
  readonly testAlert?: TestAlert | undefined;
  readonly onProgress: (done: number, total: number) => void;
}

/** A project whose targets are verified. */
export interface VerifiedProject extends BuiltProject {
  readonly facts: readonly SystemFacts[];
}

/** Checks what is deployed to a target. Sends GETs only, except for a test alert. */
export async function verifyDeployed(
  built: VerifiedProject,
  name: string,
  options: VerifyOptions,
): Promise<{ readonly identity: string; readonly observations: readonly Observation[] }> {
  const [target] = openTargets(built, [name]);
  const own = await verifyPlan(target!);
  const special = await verifyServer(built, name, options);
  return { identity: target!.identity, observations: [own, ...special] };
}

/** Compares what the target holds with the definitions. */
async function verifyPlan(target: SyncTarget): Promise<Observation> {
  const { desired, live } = await target.read();
  const { changes } = makePlan({ target: target.name, identity: target.identity }, desired, live);
  const differing = changes.filter(({ action }) => action === "create" || action === "update" || action === "conflict");
  const wrong = differing.map((change) => `${describeObject(change)} differs: see \`telltale plan\``);
  return observe("is as the definitions describe it", desired.length, wrong);
}

async function verifyServer(
  built: VerifiedProject,
  name: string,
  { patience, only, testAlert, onProgress }: VerifyOptions,
): Promise<readonly Observation[]> {
  const { root, config } = built;
  const target = (config.targets ?? defaultTargets)[name]!;
  const artifacts = selectArtifacts(target, config, built.artifacts);
  const deadline = Date.now() + patience;
  switch (target.kind) {
    case "prometheus": {
      const client = openClient(target.url, target, root);
      const expected = expectFiles(artifacts);
      return [
        await verifyScrapeTargets(client, systemsOf(built, target), target.environment),
        await waitFor(() => verifyRules(client, { path: "/api/v1/rules", isPolling: false }, expected), deadline),
      ];
    }
    case "ruler": {
      const client = openClient(target.url, target, root, tenantHeader(target));
      const expected = expectNamespaces(artifacts, target, built);
      const { path } = target.server === "grafana" ? grafanaRules : { path: "/prometheus/api/v1/rules" };
      return [await waitFor(() => verifyRules(client, { path, isPolling: true }, expected), deadline)];
    }
    case "grafana": {
      const client = openClient(grafanaUrl(name, target, config), target, root);
      const isSelected = only && selectOnly(only);
      const dashboards = artifacts.filter(
        (one): one is DashboardArtifact =>
          one.kind === "grafana dashboard" &&
          (isSelected?.({ id: `dashboards/${one.value.uid}`, kind: "dashboard" }) ?? true),
      );
      if (only && dashboards.length === 0)
        throw new SyncError(`--only ${only.join(" ")} matches no dashboard of "${name}"`);
      const expected = expectFolders(artifacts);
      const rules =
        expected.length === 0 || only
          ? []
          : [await waitFor(() => verifyRules(client, grafanaRules, expected), deadline)];
      return [...rules, ...(await verifyDashboards(client, dashboards, onProgress))];
    }
    case "alertmanager": {
      const client = openClient(target.url, target, root);
      return testAlert ? [await sendTestAlert(client, testAlert, deadline)] : [];
    }
    case "mimir-alertmanager": {
      const client = openClient(target.url, target, root, tenantHeader(target));
      return [await waitFor(() => verifyTenant(client, artifacts), deadline)];
    }
    case "files":
    case "git-sync":
    case "kubernetes":
      return [];
  }
}

const grafanaRules: RulesApi = {
  path: "/api/prometheus/grafana/api/v1/rules",
  isPolling: true,
  fileField: "folderUid",
};

function systemsOf(
  { facts }: VerifiedProject,
  { systems }: Target & { readonly kind: "prometheus" },
): readonly SystemFacts[] {
  return facts.filter(({ name }) => systems?.includes(name) ?? true);
}

function tenantHeader({ tenant }: { readonly tenant?: string }): Readonly<Record<string, string>> {
  return tenant === undefined ? {} : { "x-scope-orgid": tenant };
}
