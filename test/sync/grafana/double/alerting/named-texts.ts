import type { Answer, RecordedRequest } from "../../../double/recorded-request.js";
import type { AlertingStore, StoredText, StoredTiming } from "./alerting-store.js";
import { askedProvenance, failure, hashOf, isAllowed, shown } from "./answers.js";

const conflict = () => failure(409, "alerting.notifications.conflict", "Conflict");
const wrongProvenance = () =>
  failure(403, "alerting.notifications.invalidProvenance", "Provided provenance status is not allowed");

interface TimingBody {
  readonly name: string;
  readonly time_intervals: readonly unknown[];
  readonly version?: string;
}

/** Answers about mute timings. */
export function answerMuteTimings(store: AlertingStore, request: RecordedRequest, name: string | undefined): Answer {
  const { muteTimings } = store;
  const stored = name === undefined ? undefined : muteTimings.get(name);
  if (request.method === "GET" && name === undefined) {
    return { status: 200, body: [...muteTimings].map(([one, timing]) => readTiming(one, timing)) };
  }
  if (request.method === "GET") {
    return stored ? { status: 200, body: readTiming(name!, stored) } : notFoundTiming();
  }
  const asked = askedProvenance(request);
  if (!isAllowed(stored?.provenance, asked)) return wrongProvenance();
  if (request.method === "DELETE") {
    const version = new URL(request.path, "http://double").searchParams.get("version");
    if (stored && store.used().has(name!)) {
      return failure(409, "alerting.notifications.time-intervals.used", "Time interval is used", {
        UsedByRoutes: true,
      });
    }
    if (stored && version !== null && version !== "" && version !== hashOf(stored.intervals)) return conflict();
    muteTimings.delete(name!);
    store.writes += 1;
    return { status: 204, body: undefined };
  }
  const given = JSON.parse(request.body) as TimingBody;
  if (request.method === "POST") {
    if (muteTimings.has(given.name)) {
      return failure(
        400,
        "alerting.notifications.time-intervals.nameExists",
        "Time interval with this name already exists",
      );
    }
  } else if (!stored) return notFoundTiming();
  else if (given.version !== undefined && given.version !== "" && given.version !== hashOf(stored.intervals))
    return conflict();
  const timing = { intervals: given.time_intervals.map(writeMonths), provenance: asked };
  muteTimings.set(name ?? given.name, timing);
  store.writes += 1;
  return { status: request.method === "POST" ? 201 : 202, body: readTiming(name ?? given.name, timing) };
}

/** Writes months as numbers. */
function writeMonths(period: unknown): unknown {
  const { months, ...fields } = period as { readonly months?: readonly string[] };
  return { ...fields, ...(months && { months: months.map((month) => (month === "december" ? "12" : month)) }) };
}

function notFoundTiming(): Answer {
  return failure(404, "alerting.notifications.time-intervals.notFound", "Time interval not found");
}

function readTiming(name: string, { intervals, provenance }: StoredTiming) {
  return { name, time_intervals: intervals, version: hashOf(intervals), ...shown(provenance) };
}

/** Answers about groups of templates. */
export function answerTemplates(store: AlertingStore, request: RecordedRequest, name: string | undefined): Answer {
  const { templates } = store;
  const stored = name === undefined ? undefined : templates.get(name);
  if (name === undefined) {
    return { status: 200, body: [...templates].map(([one, text]) => readTemplate(one, text)) };
  }
  if (request.method === "GET") {
    if (stored) return { status: 200, body: readTemplate(name, stored) };
    return failure(404, "alerting.notifications.templates.notFound", "Template not found");
  }
  if (!isAllowed(stored?.provenance, askedProvenance(request))) return wrongProvenance();
  if (request.method === "DELETE") {
    const version = new URL(request.path, "http://double").searchParams.get("version");
    if (stored && version !== null && version !== "" && version !== hashOf(stored.text)) return conflict();
    templates.delete(name);
    store.writes += 1;
    return { status: 204, body: undefined };
  }
  const { template, version } = JSON.parse(request.body) as { readonly template: string; readonly version?: string };
  if (template.trim() === "")
    return failure(400, "alerting.notifications.templates.invalidFormat", "template is empty");
  if (version !== undefined && version !== "" && version !== (stored && hashOf(stored.text))) return conflict();
  const trimmed = template.trim();
  const text = /\{\{-?\s*define/.test(trimmed) ? trimmed : `{{ define "${name}" }}\n  ${trimmed}\n{{ end }}`;
  const written = { text, provenance: askedProvenance(request) };
  templates.set(name, written);
  store.writes += 1;
  return { status: 202, body: readTemplate(name, written) };
}

function readTemplate(name: string, { text, provenance }: StoredText) {
  return { name, template: text, version: hashOf(text), ...shown(provenance) };
}
