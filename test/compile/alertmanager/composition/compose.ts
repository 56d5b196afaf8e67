import { env, receiver, system } from "telltale";
import { renderArtifact } from "../../../../src/compile/index.js";
import type { AlertmanagerConfig } from "../../../../src/formats/alertmanager/types.js";
import type { AlertmanagerSettings } from "../../../../src/model/project/alertmanager-settings.js";
import { compiled } from "../../project.js";

const team = receiver.slack("team", { url: env("SHOP_SLACK_URL"), channel: "#shop" });
const onCall = receiver.pagerduty("on-call", { key: env("SHOP_PAGERDUTY_KEY") });

/** A system of the project that owns the root. */
export const shop = system("shop", { routes: { critical: [onCall, team], warning: [team] } });

export interface Files {
  readonly keep?: string;
  /** The text of each fragment. */
  readonly fragments?: Readonly<Record<string, string>>;
  readonly settings?: Partial<AlertmanagerSettings>;
}

/** Compiles the shop with files of other owners; a fragment has the alerts of the system of its name. */
export function compose({ keep, fragments = {}, settings = {} }: Files) {
  const matching = Object.keys(fragments).map((name) => [name, { path: `${name}.yml`, match: { system: name } }]);
  const all: AlertmanagerSettings = {
    environments: ["prod"],
    ...(keep !== undefined && { keep: "kept.yml" }),
    ...{ fragments: Object.fromEntries(matching), ...settings },
  };
  const texts = Object.entries(fragments).map(([name, text]) => [name, { path: `/${name}.yml`, text }]);
  const files = {
    keep: keep === undefined ? undefined : { path: "/kept.yml", text: keep },
    fragments: Object.fromEntries(texts),
  };
  const versions = { alertmanager: "0.25" };
  const { artifacts, diagnostics } = compiled(shop, { versions, alertmanagers: { all } }, {}, { all: files });
  const artifact = artifacts.find(({ kind }) => kind === "alertmanager");
  return {
    diagnostics,
    artifact,
    problems: diagnostics.map(({ summary, span }) => `${span?.file}:${span?.start.line} ${summary}`),
    value: artifact?.value as AlertmanagerConfig,
    text: artifact ? renderArtifact(artifact) : "",
  };
}
