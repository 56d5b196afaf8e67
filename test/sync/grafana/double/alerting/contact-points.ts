import type { Answer, RecordedRequest } from "../../../double/recorded-request.js";
import type { AlertingStore, Json, StoredContactPoint } from "./alerting-store.js";
import { askedProvenance, failure, isAllowed, shown } from "./answers.js";

/** The settings that Grafana encrypts, by the type of contact point. */
const secretSettings: Readonly<Record<string, readonly string[]>> = {
  discord: ["url"],
  email: [],
  jira: ["password", "api_token"],
  opsgenie: ["apiKey"],
  pagerduty: ["integrationKey"],
  pushover: ["apiToken", "userKey"],
  slack: ["url", "token"],
  sns: [],
  teams: [],
  telegram: ["bottoken"],
  victorops: ["url"],
  webex: ["bot_token"],
  webhook: ["password", "authorization_credentials"],
  wecom: ["url", "secret"],
};

const redacted = "[REDACTED]";

/** Answers about contact points, of which Grafana lists the integrations. */
export function answerContactPoints(store: AlertingStore, request: RecordedRequest, uid: string | undefined): Answer {
  const { contactPoints } = store;
  if (request.method === "GET") return { status: 200, body: [...contactPoints.values()].map(read) };
  const asked = askedProvenance(request);
  const stored = uid === undefined ? undefined : contactPoints.get(uid);
  if (!isAllowed(stored?.provenance, asked)) {
    return failure(
      500,
      "",
      `cannot change provenance from '${stored?.provenance}' to '${asked === "none" ? "" : asked}'`,
    );
  }
  if (request.method === "DELETE") return remove(store, stored);
  const given = JSON.parse(request.body) as StoredContactPoint;
  if (!Object.hasOwn(secretSettings, given.type) || !given.name) {
    return { status: 400, body: { message: `invalid object specification: unknown type ${given.type}` } };
  }
  if (request.method === "POST") {
    if (contactPoints.has(given.uid)) {
      return failure(409, "alerting.notifications.contact-points.uidInUse", "Receiver UID is in use");
    }
    const created = { disableResolveMessage: false, ...given, provenance: asked };
    contactPoints.set(given.uid, created);
    store.writes += 1;
    return { status: 202, body: read({ ...created, provenance: "none" }) };
  }
  if (!stored) return { status: 404, body: { message: "contact point not found" } };
  const settings = keepRedacted(given.settings, stored.settings);
  contactPoints.set(stored.uid, {
    disableResolveMessage: false,
    ...given,
    settings,
    uid: stored.uid,
    provenance: asked,
  });
  store.writes += 1;
  return { status: 202, body: { message: "contactpoint updated" } };
}

function remove(store: AlertingStore, stored: StoredContactPoint | undefined): Answer {
  const siblings = [...store.contactPoints.values()].filter(({ name }) => name === stored?.name);
  if (stored && siblings.length === 1 && store.used().has(stored.name)) {
    const message = "Contact point is currently referenced by a notification policy.";
    return failure(409, "alerting.notifications.contact-points.referenced", message);
  }
  if (stored) store.contactPoints.delete(stored.uid);
  store.writes += 1;
  return { status: 202, body: { message: "contactpoint deleted" } };
}

/** A contact point as answers show it. */
function read({ provenance, settings, ...one }: StoredContactPoint): unknown {
  const secrets = secretSettings[one.type] ?? [];
  const visible = Object.entries(settings).map(([name, value]) => [name, secrets.includes(name) ? redacted : value]);
  return { ...one, settings: Object.fromEntries(visible) as Json, ...shown(provenance) };
}

/** `[REDACTED]` keeps the secret that is stored. */
function keepRedacted(given: Json, stored: Json): Json {
  const kept = Object.entries(given).map(([name, value]) => [name, value === redacted ? stored[name] : value]);
  return Object.fromEntries(kept) as Json;
}
