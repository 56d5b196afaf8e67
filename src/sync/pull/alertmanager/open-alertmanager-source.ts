import { resolve } from "node:path";
import { type AlertmanagerVersion, readAlertmanager } from "../../../formats/alertmanager/index.js";
import { get } from "../../../formats/grafana/plain-json.js";
import { findAlertmanager } from "../../../model/project/alertmanagers.js";
import type { Config } from "../../../model/project/config.js";
import { resolveSettings } from "../../../model/project/project.js";
import { releaseOrDefault } from "../../../model/project/releases.js";
import type { AlertmanagerTarget, MimirAlertmanagerTarget } from "../../../model/project/target.js";
import { OutputFolder } from "../../../project/output/output-folder.js";
import type { HttpClient } from "../../http/client.js";
import { openClient } from "../../http/open-client.js";
import { parseAnswer } from "../../http/parse-answer.js";
import { projectName } from "../../project-name.js";
import { SyncError } from "../../sync-error.js";
import { readLedger } from "../../targets/files/ledger.js";
import { managerOf } from "../../targets/manager.js";
import { fetchStored, readMark, type StoredConfig } from "../../targets/mimir-alertmanager/stored-config.js";
import { alertmanagerFile } from "../../targets/reloaded/alertmanager.js";
import { findContentProblem, findTextProblem } from "../content-limits.js";
import type { FoundFields } from "../found-object.js";
import { replaceSecrets } from "./replace-secrets.js";

/** The configuration of an Alertmanager, without its secrets. */
export interface FoundConfig extends FoundFields {
  readonly kind: "alertmanager configuration";
  /** True if a sync of this project wrote it. */
  readonly isOurs: boolean;
  /** Its name in `alertmanagers`, and the file that it keeps there. */
  readonly alertmanager: string;
  readonly path: string;
  readonly text: string;
  /** The templates that the server keeps with it, by name. */
  readonly templates: Readonly<Record<string, string>>;
  /** The steps that are left to the user, as sentences. */
  readonly notes: readonly string[];
}

export interface AlertmanagerSource {
  readonly identity: string;
  /** Undefined if there is no configuration. Sends nothing but GETs. */
  find(): Promise<FoundConfig | undefined>;
}

/** A configuration as a target has it, with its secrets. It must not leave this process. */
interface LiveConfig extends StoredConfig {
  readonly isOurs: boolean;
  readonly manager?: string | undefined;
  /** The differences between this text and the one that its author wrote. */
  readonly loss?: string | undefined;
}

/** Opens an Alertmanager to adopt its configuration, without reading it yet. */
export function openAlertmanagerSource(
  name: string,
  target: AlertmanagerTarget | MimirAlertmanagerTarget,
  root: string,
  config: Config,
): AlertmanagerSource {
  const project = projectName(root, config);
  const place = placeOf(name, target, config);
  if (target.kind === "mimir-alertmanager") {
    const { tenant } = target;
    const client = openClient(target.url, target, root, tenant === undefined ? {} : { "x-scope-orgid": tenant });
    return {
      identity: `${client.url}${tenant === undefined ? "" : ` ${tenant}`}`,
      async find() {
        const live = await readTenant(client, managerOf(project));
        return live && describeConfig("alertmanager", live, place);
      },
    };
  }
  const directory = resolve(root, target.directory);
  const client = openClient(target.url, target, root);
  return {
    identity: `${client.url} ${directory}`,
    async find() {
      const live = readFile(directory, project) ?? (await readStatus(client));
      return describeConfig(alertmanagerFile, live, place);
    },
  };
}

interface KeptPlace {
  readonly target: string;
  readonly alertmanager: string;
  readonly path: string;
  /** Sentences that tell what to add to the configuration of the project. */
  readonly missing: readonly string[];
  readonly version: AlertmanagerVersion;
  readonly secretsFolder: string;
  readonly readsFiles: boolean;
}

/** The file that keeps the configuration, and what the project has to say about it. */
function placeOf(name: string, target: AlertmanagerTarget | MimirAlertmanagerTarget, config: Config): KeptPlace {
  const { environment } = target;
  const alertmanager = target.alertmanager ?? findAlertmanager(config, environment, "").name ?? name;
  const declared = config.alertmanagers?.[alertmanager];
  const path = declared?.keep ?? `alertmanagers/${alertmanager}/${alertmanagerFile}`;
  const own = JSON.stringify(alertmanager);
  const keep = `keep: ${JSON.stringify(path)}`;
  const settings = resolveSettings(config, environment);
  const declaration = declared
    ? `add ${keep} to ${own} in \`alertmanagers\` of telltale.config.ts`
    : `add to \`alertmanagers\` of telltale.config.ts: ${own}: { environments: ["${environment}"], ${keep} }`;
  return {
    ...{ target: name, alertmanager, path, secretsFolder: settings.secretsFolder },
    missing: [
      ...(declared?.keep === undefined ? [declaration] : []),
      ...(target.alertmanager === undefined ? [`add alertmanager: ${own} to the target "${name}"`] : []),
    ],
    version: releaseOrDefault("alertmanager", settings.versions.alertmanager),
    readsFiles: target.kind === "alertmanager",
  };
}

async function readTenant(client: HttpClient, manager: string): Promise<LiveConfig | undefined> {
  const stored = await fetchStored(client);
  if (!stored) return undefined;
  const mark = readMark(stored);
  const isOurs = mark?.manager === manager;
  return { ...stored, isOurs, manager: isOurs ? undefined : mark?.manager };
}

/** Reads the file that the target names. Its templates are files beside it, which stay there. */
function readFile(directory: string, project: string): LiveConfig | undefined {
  const folder = new OutputFolder(directory, { name: "folder of the target", option: "directory" });
  const entry = folder.read(alertmanagerFile);
  if (entry.kind !== "file") return undefined;
  const isOurs = readLedger(folder, project).has(alertmanagerFile);
  return { text: entry.bytes.toString(), templates: {}, isOurs };
}

/** Reads the configuration that a server has loaded, where its file is elsewhere. */
async function readStatus(client: HttpClient): Promise<LiveConfig> {
  const path = "/api/v2/status";
  const response = await client.get(path);
  if (response.status !== 200) throw client.fail({ method: "GET", path }, response);
  const text = get(parseAnswer(response), "config", "original");
  if (typeof text !== "string") throw new SyncError(`GET ${client.url}${path} answered without a configuration`);
  const loss = "it is what the server has loaded: its comments are lost, and defaults are written out";
  return { text, templates: {}, isOurs: false, loss };
}

function describeConfig(id: string, live: LiveConfig, place: KeptPlace): FoundConfig {
  const { alertmanager, path, target, version, secretsFolder } = place;
  const { isOurs, manager, templates, loss } = live;
  const base = { kind: "alertmanager configuration", id, name: target, isOurs, manager, alertmanager, path } as const;
  const replaced = replaceSecrets(live.text, version, secretsFolder);
  if ("problem" in replaced) return { ...base, text: "", templates: {}, notes: [], obstacle: replaced.problem };
  const { text, variables } = replaced;
  const where = (name: string) =>
    place.readsFiles ? `write it to ${secretsFolder}/${name}` : `set the environment variable ${name}`;
  const secrets = [...variables].map(
    ([name, paths]) => `its secret at ${paths.join(", ")} is left out: ${where(name)} where the sync runs`,
  );
  return {
    ...{ ...base, text, templates, obstacle: findObstacle(text, templates, place) },
    notes: [...(loss === undefined ? [] : [loss]), ...secrets, ...place.missing],
  };
}

function findObstacle(text: string, templates: StoredConfig["templates"], place: KeptPlace): string | undefined {
  if (place.path.startsWith("..") || place.path.startsWith("/")) return `${place.path} is not in the project`;
  const { diagnostics } = readAlertmanager(text, { file: "", version: place.version });
  const error = diagnostics.find(({ severity }) => severity === "error");
  if (error) return `Alertmanager ${place.version.major}.${place.version.minor} would refuse it: ${error.summary}`;
  const unreadable = place.readsFiles ? undefined : /\b(?:ca|cert|key)_file\b/.exec(text)?.[0];
  if (unreadable !== undefined) return `it has a private key or certificates, and a sync fills in no ${unreadable}`;
  for (const [name, content] of Object.entries(templates)) {
    const isFile = /^[^./\\\p{C}][^/\\\p{C}]*$/u.test(name) && name !== alertmanagerFile;
    if (!isFile) return `its template ${JSON.stringify(name)} has no name of a file`;
    const problem = findTextProblem(name) ?? findContentProblem(content);
    if (problem !== undefined) return `of its template ${name}, ${problem}`;
  }
  return findContentProblem(text);
}
