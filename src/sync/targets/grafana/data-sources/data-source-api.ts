import { get, objectsOf } from "../../../../formats/grafana/plain-json.js";
import { runBatch } from "../../../apply/run-batch.js";
import type { HttpClient, Request } from "../../../http/client.js";
import { parseAnswer } from "../../../http/parse-answer.js";
import { readCredential, type SecretValue } from "../../../http/secret-value.js";
import type { DesiredObject, LiveObject, Ownership } from "../../../objects/object.js";
import { stageOf } from "../../../objects/stage.js";
import { SyncError } from "../../../sync-error.js";
import { areOfOneProject } from "../../manager.js";
import { changedSincePlan, type StoredObject, type WriteRequests } from "../../settle-write.js";
import type { TargetState, Write } from "../../target.js";
import {
  type DataSourcePayload,
  describeDataSource,
  digestDataSource,
  readDataSource,
  readMark,
} from "./data-source.js";

const concurrency = 8;
const root = "/api/datasources";

export interface DataSourcePlace {
  readonly client: HttpClient;
  readonly manager: string;
  /** The folder that paths of secrets are relative to. */
  readonly root: string;
}

/** Data sources of a Grafana. Their marks are in `jsonData`; their secrets are filled in as they are sent. */
export class DataSourceApi implements WriteRequests {
  private readonly place: DataSourcePlace;
  private readonly payloads: readonly DataSourcePayload[];

  constructor(place: DataSourcePlace, payloads: readonly DataSourcePayload[]) {
    this.place = place;
    this.payloads = payloads;
  }

  async read(): Promise<TargetState> {
    const ids = new Set([...this.payloads.map(({ uid }) => uid), ...(await this.listMarked())]);
    const live: LiveObject[] = [];
    await runBatch([...ids], concurrency, async (uid) => {
      const body = await this.get(uid);
      if (body !== undefined) live.push(this.liveObject(body));
    });
    return { desired: this.payloads.map(dataSourceObject), live };
  }

  describe(payload: unknown): unknown {
    return describeDataSource(payload as DataSourcePayload);
  }

  digestOf({ payload }: Write): string {
    return digestDataSource(payload as DataSourcePayload);
  }

  async fetch({ id }: Write): Promise<StoredObject | undefined> {
    const body = await this.get(uidOf(id));
    return body === undefined
      ? undefined
      : { version: versionIn(body), digest: digestDataSource(readDataSource(body)) };
  }

  async send(write: Write): Promise<string | undefined> {
    const uid = uidOf(write.id);
    const one = `${root}/uid/${encodeURIComponent(uid)}`;
    if (write.action === "delete") {
      const stored = await this.fetch(write);
      if (stored?.version !== write.expected) throw changedSincePlan();
      await this.request({ method: "DELETE", path: one }, uid, []);
      return undefined;
    }
    const { secrets, ...fields } = write.payload as DataSourcePayload;
    const { values, lost } = this.readSecrets(secrets);
    const secureJsonData = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.reveal()]));
    const isUpdate = write.action === "update";
    const cleared = isUpdate ? await this.clearedSecrets(uid, secrets) : {};
    const version = isUpdate && { version: Number(write.expected) };
    const body = JSON.stringify({ ...fields, ...version, secureJsonData: { ...cleared, ...secureJsonData } });
    const request =
      write.action === "create"
        ? ({ method: "POST", path: root, body } as const)
        : ({ method: "PUT", path: one, body } as const);
    const answer = await this.request(request, uid, Object.values(values));
    if (write.action === "create" && lost.length > 0) {
      throw new SyncError(
        `it was created without its secrets (${lost.join(", ")}), which no server shows`,
        "enter them in Grafana",
      );
    }
    return versionIn(get(answer, "datasource"));
  }

  /** Lists the data sources with the mark of the project. An account that may not read them has none of its own there. */
  private async listMarked(): Promise<readonly string[]> {
    const { client, manager } = this.place;
    const response = await client.get(root);
    if (response.status === 403 && this.payloads.length === 0) return [];
    if (response.status !== 200) throw client.fail({ method: "GET", path: root }, response);
    const marked = objectsOf(parseAnswer(response)).filter((one) => readMark(readDataSource(one))?.manager === manager);
    return marked.map(({ uid }) => String(uid));
  }

  private async get(uid: string): Promise<unknown> {
    const path = `${root}/uid/${encodeURIComponent(uid)}`;
    const { client } = this.place;
    const response = await client.get(path);
    if (response.status === 404) return undefined;
    if (response.status !== 200) throw client.fail({ method: "GET", path }, response);
    return parseAnswer(response);
  }

  /** Empties the secrets that an update does not have: Grafana keeps those that it does not mention. */
  private async clearedSecrets(uid: string, secrets: DataSourcePayload["secrets"]): Promise<Record<string, string>> {
    const stored = readDataSource(await this.get(uid)).secrets;
    const names = Object.keys(stored).filter((name) => !Object.hasOwn(secrets, name));
    return Object.fromEntries(names.map((name) => [name, ""]));
  }

  /** Sends a write. Its failure may quote the request, with secrets in it. */
  private async request(request: Request, uid: string, secrets: readonly SecretValue[]): Promise<unknown> {
    const { client } = this.place;
    const response = await client.send(request);
    if (response.status === 404 || (response.status === 409 && (await this.isTaken(request, uid)))) {
      throw changedSincePlan();
    }
    if (response.status === 200) return parseAnswer(response);
    const { message, fix } = client.fail(request, response);
    throw new SyncError(
      secrets.reduce((text, secret) => text.replaceAll(secret.reveal(), `${secret}`), message),
      response.status === 409 ? "give it another name: `name` of its settings" : fix,
    );
  }

  /** True if a conflict is about the data source itself: a new one may also have the name of another. */
  private async isTaken({ method }: Request, uid: string): Promise<boolean> {
    return method !== "POST" || (await this.get(uid)) !== undefined;
  }

  private readSecrets(secrets: DataSourcePayload["secrets"]) {
    const values: Record<string, SecretValue> = {};
    const lost: string[] = [];
    for (const [name, secret] of Object.entries(secrets)) {
      if (secret) values[name] = readCredential(secret, this.place.root);
      else lost.push(name);
    }
    return { values, lost };
  }

  private liveObject(body: unknown): LiveObject {
    const payload = readDataSource(body);
    const mark = readMark(payload);
    const digest = digestDataSource(payload);
    const isOurs = mark?.manager === this.place.manager;
    const ownership: Ownership = !isOurs ? "foreign" : mark.checksum === digest ? "ours" : "edited";
    return {
      ...dataSourceObject(payload),
      version: versionIn(body),
      ownership,
      ...(mark && !isOurs && { manager: mark.manager }),
      ...(mark && !isOurs && areOfOneProject(mark.manager, this.place.manager) && { isShared: true }),
      ...(get(body, "readOnly") === true && { obstacle: "Grafana provisions it from a file" }),
    };
  }
}

function dataSourceObject(payload: DataSourcePayload): DesiredObject {
  return {
    id: `data-sources/${payload.uid}`,
    kind: "data source",
    name: payload.name,
    digest: digestDataSource(payload),
    payload,
    describe: () => describeDataSource(payload),
    stage: stageOf("data source"),
  };
}

function uidOf(id: string): string {
  return id.replace(/^.*?\//, "");
}

function versionIn(body: unknown): string {
  return String(get(body, "version"));
}
