import { get, isJson, type Json } from "../../../../../formats/grafana/plain-json.js";
import type { ContactPoint, Setting } from "../../../../../formats/grafana-alerting/index.js";
import { SecretValue } from "../../../../http/secret-value.js";
import { digestValue } from "../../../../objects/digest.js";
import { SyncError } from "../../../../sync-error.js";
import { type Mark, markMember, readMark } from "../mark.js";
import {
  createCheck,
  describeReference,
  type FilledSettings,
  isReference,
  isSameSecret,
  listReferences,
  readReference,
  replaceAt,
  type SecretReference,
} from "./contact-secrets.js";

/** What Grafana shows instead of a secret. Sent back, it keeps the secret that is stored. */
export const redactedSetting = "[REDACTED]";

/** One receiver of a contact point as it is sent, with references to its secrets. */
export interface ContactPointPayload {
  readonly uid: string;
  /** The name of the contact point, which several receivers may share. */
  readonly name: string;
  readonly type: string;
  readonly disableResolveMessage: boolean;
  readonly settings: { readonly [name: string]: Setting };
}

/** A mark in the settings, which Grafana keeps without reading it. */
interface ContactPointMark extends Mark {
  /** The references of secrets, which Grafana does not show, by their fields. */
  readonly secrets: Readonly<Record<string, { readonly reference: SecretReference; readonly check: string }>>;
}

/** A receiver as Grafana has it. */
export interface LiveContactPoint {
  readonly payload: ContactPointPayload;
  readonly mark: ContactPointMark | undefined;
  /** The fields whose secret has another value on this machine now. */
  readonly rotated: readonly string[];
  /** The fields whose secret somebody replaced, as far as Grafana shows it. */
  readonly replaced: readonly string[];
}

export function listReceivers(points: readonly ContactPoint[]): readonly ContactPointPayload[] {
  return points.flatMap(({ name, receivers }) =>
    receivers.map(({ uid, type, disableResolveMessage, settings }) => ({
      ...{ uid, name, type, disableResolveMessage, settings },
    })),
  );
}

/** Returns the settings to send: with the secrets, and with a mark. */
export function markSettings(payload: ContactPointPayload, { settings, secrets }: FilledSettings, owner: string): Json {
  const references = listReferences(payload.settings);
  const checks = [...secrets].map(([place, secret]) => {
    return [place, { reference: references.get(place)!, check: createCheck(secret) }] as const;
  });
  const mark = { owner, checksum: digestContactPoint(payload), secrets: Object.fromEntries(checks) };
  return { ...settings, [markMember]: mark satisfies ContactPointMark };
}

/** Reads a receiver as Grafana shows it. The references in its mark take the place of secrets, shown or not. */
export function readContactPoint(body: Json, root: string): LiveContactPoint {
  const { [markMember]: written, ...shown } = isJson(body.settings) ? body.settings : {};
  const mark = readContactMark(written);
  const [rotated, replaced]: [string[], string[]] = [[], []];
  const settings = replaceAt(shown, (place, value) => {
    const secret = mark && Object.hasOwn(mark.secrets, place) ? mark.secrets[place] : undefined;
    if (!secret) return value;
    if (value !== redactedSetting && !isSameSecret(new SecretValue(String(value)), secret.check)) replaced.push(place);
    else if (isRotated(secret, root)) rotated.push(place);
    return secret.reference;
  });
  const payload: ContactPointPayload = {
    ...{ uid: String(body.uid), name: String(body.name), type: String(body.type) },
    disableResolveMessage: body.disableResolveMessage === true,
    settings: settings as ContactPointPayload["settings"],
  };
  return { payload, mark, rotated, replaced };
}

function readContactMark(value: unknown): ContactPointMark | undefined {
  const mark = readMark(value);
  const secrets = get(value, "secrets");
  if (!mark || !isJson(secrets)) return undefined;
  const valid = Object.values(secrets).every(
    (secret) => typeof get(secret, "check") === "string" && isReference(get(secret, "reference")),
  );
  return valid ? { ...mark, secrets: secrets as unknown as ContactPointMark["secrets"] } : undefined;
}

/** True if the secret on this machine is not the one that was sent. A machine that only plans may not have it. */
function isRotated({ reference, check }: ContactPointMark["secrets"][string], root: string): boolean {
  try {
    return !isSameSecret(readReference(reference, root), check);
  } catch (error) {
    if (error instanceof SyncError) return false;
    throw error;
  }
}

export function digestContactPoint({ uid: _, ...content }: ContactPointPayload): string {
  return digestValue(content);
}

/** The digest of a receiver as it is: that of its content only if its secrets are as they should be, too. */
export function digestLive({ payload, rotated, replaced }: LiveContactPoint): string {
  const digest = digestContactPoint(payload);
  return rotated.length + replaced.length === 0 ? digest : digestValue([digest, rotated, replaced]);
}

/** The content of a receiver as people read it, with the names of its secrets. */
export function describeContactPoint(
  { name, type, disableResolveMessage, settings }: ContactPointPayload,
  { rotated, replaced }: Pick<LiveContactPoint, "rotated" | "replaced"> = { rotated: [], replaced: [] },
): unknown {
  const references = [...listReferences(settings)];
  const secrets = references.map(([place, reference]) => {
    const text = describeReference(reference);
    if (replaced.includes(place)) return [place, `${text}, replaced by somebody`];
    return [place, rotated.includes(place) ? `${text}, with its former value` : text];
  });
  const plain = replaceAt(settings, (_, value) => (isReference(value) ? "a secret" : value));
  return { name, type, disableResolveMessage, settings: plain, secrets: Object.fromEntries(secrets) as unknown };
}
