import { renderAlertmanager } from "../../../formats/alertmanager/render-alertmanager.js";
import type { AlertmanagerConfig } from "../../../formats/alertmanager/types.js";
import type { HttpClient } from "../../http/client.js";
import { digestText, digestValue } from "../../objects/digest.js";
import type { DesiredObject, LiveObject } from "../../objects/object.js";
import { parseYaml } from "../../objects/parse-yaml.js";
import { stageOf } from "../../objects/stage.js";
import { SyncError } from "../../sync-error.js";
import { changedSincePlan, type StoredObject, settleWrite, type WriteRequests } from "../settle-write.js";
import type { SyncTarget, TargetState, Write } from "../target.js";
import { fillSecrets } from "./fill-secrets.js";
import {
  bodyOf,
  configPath,
  digestBody,
  fetchStored,
  markConfig,
  readMark,
  renderStored,
  type StoredConfig,
} from "./stored-config.js";

const id = "alertmanager";

/** The configuration that the compiler makes, with references to secrets. */
export interface CompiledConfig {
  readonly config: AlertmanagerConfig;
  readonly templates: Readonly<Record<string, string>>;
  /** The folder that secrets of `env("NAME")` are in, by their paths. */
  readonly secretsFolder: string;
}

export interface MimirAlertmanagerPlace {
  readonly name: string;
  readonly client: HttpClient;
  readonly tenant: string | undefined;
  readonly manager: string;
  readonly root: string;
}

/**
 * The Alertmanager of a tenant in Mimir or Cortex. Its configuration is one document for the whole tenant, with secrets in
 * clear, so neither the plan nor the journal holds any of it; secrets are filled in as it is sent.
 */
export class MimirAlertmanagerTarget implements SyncTarget, WriteRequests {
  readonly name: string;
  readonly identity: string;
  readonly concurrency = 1;
  private readonly place: MimirAlertmanagerPlace;
  private readonly compiled: CompiledConfig;
  /** The digest of the configuration without its secrets. */
  private readonly content: string;

  constructor(place: MimirAlertmanagerPlace, compiled: CompiledConfig) {
    this.place = place;
    this.compiled = compiled;
    this.name = place.name;
    this.identity = `${place.client.url}${place.tenant === undefined ? "" : ` ${place.tenant}`}`;
    this.content = digestValue([compiled.config, compiled.templates]);
  }

  async read(): Promise<TargetState> {
    const body = this.fill();
    const kind = "alertmanager configuration" as const;
    const base = { id, kind, name: this.place.tenant ?? this.place.name, stage: stageOf(kind) };
    const describe = (config: StoredConfig) => () => ({
      ...(parseYaml(config.text) as object | null),
      template_files: Object.fromEntries(
        Object.entries(config.templates).map(([name, text]) => [name, digestText(text)]),
      ),
    });
    const desired: DesiredObject = {
      ...base,
      digest: this.content,
      payload: markConfig(this.place.manager, this.content, body),
      describe: describe(body),
    };
    const stored = await fetchStored(this.place.client);
    if (!stored) return { desired: [desired], live: [] };
    return {
      desired: [desired],
      live: [
        { ...base, ...this.judge(stored, body), hasSecrets: true, payload: stored, describe: describe(bodyOf(stored)) },
      ],
    };
  }

  /** Its content is never saved, so there is nothing to describe later. */
  describe(): unknown {
    return {};
  }

  async begin(): Promise<void> {}

  async write(write: Write): Promise<string | undefined> {
    return settleWrite(write, this);
  }

  /** The server has checked the configuration, and takes it up within its poll interval. */
  async activate(): Promise<void> {}

  async end(): Promise<void> {}

  async send({ action, payload, expected }: Write): Promise<string | undefined> {
    const { client } = this.place;
    const stored = await fetchStored(client);
    if ((stored && versionOf(stored)) !== expected) throw changedSincePlan();
    if (action === "delete") {
      const request = { method: "DELETE", path: configPath } as const;
      const response = await client.send(request);
      if (response.status !== 200) throw client.fail(request, response);
      return undefined;
    }
    const config = payload as StoredConfig;
    const body = renderStored(config);
    const request = { method: "POST", path: configPath, body, contentType: "application/yaml" } as const;
    const response = await client.send(request);
    // The message of a server may quote the configuration.
    if (response.status !== 201) throw new SyncError(this.scrub(client.fail(request, response).message));
    return versionOf(config);
  }

  async fetch(): Promise<StoredObject | undefined> {
    const stored = await fetchStored(this.place.client);
    return stored && { version: versionOf(stored), digest: digestBody(stored) };
  }

  digestOf({ payload }: Write): string {
    return digestBody(payload as StoredConfig);
  }

  private judge(stored: StoredConfig, wanted: StoredConfig): Pick<LiveObject, "digest" | "version" | "ownership"> {
    const mark = readMark(stored);
    const isOurs = mark?.manager === this.place.manager;
    const isEdited = mark?.body !== digestBody(bodyOf(stored));
    const isEqual =
      isOurs && !isEdited && mark.content === this.content && digestBody(bodyOf(stored)) === digestBody(wanted);
    return {
      digest: isEqual ? this.content : digestText(`${this.content} differs`),
      version: versionOf(stored),
      ownership: !isOurs ? "foreign" : isEdited ? "edited" : "ours",
    };
  }

  private fill(): StoredConfig {
    const { config, templates, secretsFolder } = this.compiled;
    const names = Object.keys(templates);
    const filled = fillSecrets({ ...config, templates: names }, secretsFolder, this.place.root);
    return { text: renderAlertmanager(filled.config as AlertmanagerConfig), templates };
  }

  private scrub(text: string): string {
    const { config, secretsFolder } = this.compiled;
    const { secrets } = fillSecrets(config, secretsFolder, this.place.root);
    return secrets.reduce((scrubbed, secret) => scrubbed.replaceAll(secret.reveal(), `${secret}`), text);
  }
}

/** Binds a plan to what was read. A digest, and of a long text: no secret can be guessed from it. */
function versionOf(config: StoredConfig): string {
  return digestBody(config);
}
