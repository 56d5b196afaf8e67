import { createHash } from "node:crypto";
import type { HttpClient } from "../../http/client.js";
import { SyncError } from "../../sync-error.js";
import type { LoadedFile, LoadedServer } from "./loaded-server.js";
import { readMetric, sendReload } from "./reload.js";

/** The name of the file that Alertmanager is started with. */
export const alertmanagerFile = "alertmanager.yml";

/** An Alertmanager that loads its configuration and templates. */
export class Alertmanager implements LoadedServer {
  readonly url: string;
  private readonly client: HttpClient;

  constructor(client: HttpClient) {
    this.client = client;
    this.url = client.url;
  }

  async requireHealthy(): Promise<void> {
    if ((await readMetric(this.client, "alertmanager_config_last_reload_successful")) !== 0) return;
    const fix = "correct its configuration first: amtool check-config says what is wrong";
    throw new SyncError(`the last reload of ${this.url} failed, before this sync`, fix);
  }

  async reload(): Promise<void> {
    await sendReload(this.client, { refused: "it kept its old configuration", disabled: "allow POST /-/reload" });
  }

  /**
   * Compares hashes: Alertmanager exposes that of the file it has loaded. Its status shows another text, with defaults and
   * without secrets. Of templates it exposes nothing, so that they must be older than the last reload.
   */
  async findUnloaded(files: readonly LoadedFile[]): Promise<string | undefined> {
    const config = files.find(({ path }) => path === alertmanagerFile);
    const hash = await readMetric(this.client, "alertmanager_config_hash");
    if (config && hash !== undefined && hash !== hashMetric(config.text)) return `it has loaded another ${config.path}`;
    const loadedAt = await readMetric(this.client, "alertmanager_config_last_reload_success_timestamp_seconds");
    if (loadedAt === undefined) return undefined;
    const newer = files.find(({ modifiedAt }) => modifiedAt / 1000 > loadedAt + 1);
    return newer && `${newer.path} is newer than its last reload`;
  }
}

/** The first six bytes of the MD5 sum, as a number. */
function hashMetric(text: string): number {
  return createHash("md5").update(text).digest().readUIntLE(0, 6);
}
