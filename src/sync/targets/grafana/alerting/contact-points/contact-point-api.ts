import { type Json, objectsOf } from "../../../../../formats/grafana/plain-json.js";
import type { Request } from "../../../../http/client.js";
import { parseAnswer } from "../../../../http/parse-answer.js";
import type { SecretValue } from "../../../../http/secret-value.js";
import { digestValue } from "../../../../objects/digest.js";
import type { DesiredObject, LiveObject } from "../../../../objects/object.js";
import { stageOf } from "../../../../objects/stage.js";
import { SyncError } from "../../../../sync-error.js";
import { changedSincePlan, type StoredObject } from "../../../settle-write.js";
import type { TargetState, Write } from "../../../target.js";
import type { AlertingPlace } from "../alerting-content.js";
import { type AlertingPart, provisioning } from "../alerting-part.js";
import { findProvenanceObstacle } from "../mark.js";
import {
  type ContactPointPayload,
  describeContactPoint,
  digestContactPoint,
  digestLive,
  markSettings,
  readContactPoint,
  redactedSetting,
} from "./contact-point.js";
import { fillSettings } from "./contact-secrets.js";

const root = `${provisioning}/contact-points`;

/**
 * The contact points of a Grafana, receiver by receiver. Their marks are in the settings, with references to secrets in place
 * of these; the secrets are filled in as they are sent.
 */
export class ContactPointApi implements AlertingPart {
  readonly kind = "contact point";
  private readonly place: AlertingPlace;
  private readonly payloads: readonly ContactPointPayload[];

  constructor(place: AlertingPlace, payloads: readonly ContactPointPayload[]) {
    this.place = place;
    this.payloads = payloads;
  }

  async read(): Promise<TargetState> {
    const live = (await this.list()).map((body) => this.liveObject(body));
    return { desired: this.payloads.map(contactPointObject), live: this.reportTakenNames(live) };
  }

  describe(payload: unknown): unknown {
    return describeContactPoint(payload as ContactPointPayload);
  }

  digestOf({ payload }: Write): string {
    return digestContactPoint(payload as ContactPointPayload);
  }

  /** Reads the secrets of a write, so that one that is missing is noticed before anything is written. */
  prepare({ payload }: Pick<Write, "payload">): void {
    fillSettings((payload as ContactPointPayload).settings, this.place.root);
  }

  async fetch({ id }: Write): Promise<StoredObject | undefined> {
    const body = (await this.list()).find(({ uid }) => idOf(String(uid)) === id);
    return body && { version: versionOf(body), digest: digestLive(readContactPoint(body, this.place.root)) };
  }

  async send(write: Write): Promise<string | undefined> {
    const { action, expected } = write;
    if ((await this.fetch(write))?.version !== expected) throw changedSincePlan();
    const one = `${root}/${write.id.replace(/^.*?\//, "")}`;
    if (action === "delete") {
      await this.request({ method: "DELETE", path: one }, []);
      return undefined;
    }
    const payload = write.payload as ContactPointPayload;
    const filled = fillSettings(payload.settings, this.place.root);
    const body = JSON.stringify({ ...payload, settings: markSettings(payload, filled, this.place.owner) });
    const request: Request =
      action === "create" ? { method: "POST", path: root, body } : { method: "PUT", path: one, body };
    await this.request(request, [...filled.secrets.values()]);
    if (JSON.stringify(payload.settings).includes(redactedSetting)) {
      const summary = "it was put back without the secrets that it had, which no server shows";
      throw new SyncError(summary, "enter them in Grafana");
    }
    return (await this.fetch(write))?.version;
  }

  /** Sends a write. Its failure may quote the request, with secrets in it. */
  private async request(request: Request, secrets: readonly SecretValue[]): Promise<void> {
    const { client } = this.place;
    const response = await client.send(request);
    if (response.status === 202) return;
    if (response.status === 404) throw changedSincePlan();
    const { message, fix } = client.fail(request, response);
    const texts = secrets.flatMap((secret) => [secret.reveal(), JSON.stringify(secret.reveal()).slice(1, -1)]);
    throw new SyncError(
      texts.reduce((text, secret) => text.replaceAll(secret, "<secret>"), message),
      fix,
    );
  }

  private async list(): Promise<readonly Json[]> {
    const { client } = this.place;
    const response = await client.get(root);
    if (response.status !== 200) throw client.fail({ method: "GET", path: root }, response);
    return objectsOf(parseAnswer(response));
  }

  private liveObject(body: Json): LiveObject {
    const live = readContactPoint(body, this.place.root);
    const { payload, mark, replaced } = live;
    const isOurs = mark?.owner === this.place.owner;
    const isEdited = mark?.checksum !== digestContactPoint(payload) || replaced.length > 0;
    const obstacle = findProvenanceObstacle(body.provenance);
    return {
      ...contactPointObject(payload),
      digest: digestLive(live),
      describe: () => describeContactPoint(payload, live),
      version: versionOf(body),
      ownership: !isOurs ? "foreign" : isEdited ? "edited" : "ours",
      ...(!isOurs && { hasSecrets: true }),
      ...(!isOurs && mark && { manager: mark.owner }),
      ...(obstacle !== undefined && { obstacle }),
    };
  }

  /** A receiver with the name of somebody else's contact point would join it, and get their alerts. */
  private reportTakenNames(live: readonly LiveObject[]): readonly LiveObject[] {
    const ids = new Set(live.map(({ id }) => id));
    const theirs = new Set(live.filter(({ ownership }) => ownership === "foreign").map(({ name }) => name));
    const ours = new Set(live.filter(({ ownership }) => ownership !== "foreign").map(({ name }) => name));
    const blocked = this.payloads
      .map(contactPointObject)
      .filter(({ id, name }) => !ids.has(id) && theirs.has(name) && !ours.has(name));
    const obstacle = "a contact point of somebody else has its name, and it would join that";
    return [
      ...live,
      ...blocked.map((one) => ({ ...one, digest: "", version: "", ownership: "foreign" as const, obstacle })),
    ];
  }
}

function contactPointObject(payload: ContactPointPayload): DesiredObject {
  return {
    id: idOf(payload.uid),
    kind: "contact point",
    name: payload.name,
    digest: digestContactPoint(payload),
    payload,
    describe: () => describeContactPoint(payload),
    stage: stageOf("contact point"),
    isExclusive: true,
  };
}

function idOf(uid: string): string {
  return `contact-points/${encodeURIComponent(uid)}`;
}

function versionOf({ provenance: _, ...body }: Json): string {
  return digestValue(body);
}
