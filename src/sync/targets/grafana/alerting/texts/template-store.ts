import { get } from "../../../../../formats/grafana/plain-json.js";
import type { HttpClient, Request } from "../../../../http/client.js";
import { parseAnswer } from "../../../../http/parse-answer.js";
import { changedSincePlan } from "../../../settle-write.js";
import { provisioning } from "../alerting-part.js";

/** A group of templates as Grafana has it. */
export interface StoredTemplate {
  readonly text: string;
  /** A hash of its content, by which Grafana refuses a write of something else. */
  readonly version: string;
  readonly provenance: unknown;
}

/** Reads a group of templates. Undefined if it does not exist. */
export async function fetchTemplate(client: HttpClient, name: string): Promise<StoredTemplate | undefined> {
  const path = pathOf(name);
  const response = await client.get(path);
  if (response.status === 404) return undefined;
  if (response.status !== 200) throw client.fail({ method: "GET", path }, response);
  const answer = parseAnswer(response);
  const text = (field: string) => String(get(answer, field) ?? "");
  return { text: text("template"), version: text("version"), provenance: get(answer, "provenance") };
}

/** True if a group of templates exists, and may be read. */
export async function hasTemplate(client: HttpClient, name: string): Promise<boolean> {
  const path = pathOf(name);
  const response = await client.get(path);
  if (response.status === 401) throw client.fail({ method: "GET", path }, response);
  return response.status === 200;
}

/** Writes a group of templates, if it is still of a version. */
export async function putTemplate(
  client: HttpClient,
  name: string,
  template: string,
  version: string,
): Promise<string> {
  const request: Request = { method: "PUT", path: pathOf(name), body: JSON.stringify({ template, version }) };
  const response = await client.send(request);
  if (response.status === 409) throw changedSincePlan();
  if (response.status !== 202) throw client.fail(request, response);
  return String(get(parseAnswer(response), "version") ?? "");
}

/** Deletes a group of templates, if it is still of a version. */
export async function deleteTemplate(client: HttpClient, name: string, version: string): Promise<void> {
  const request = { method: "DELETE", path: pathOf(name) } as const;
  const path = `${request.path}?version=${encodeURIComponent(version)}`;
  const response = await client.send({ ...request, path });
  if (response.status === 409) throw changedSincePlan();
  if (response.status !== 204) throw client.fail(request, response);
}

function pathOf(name: string): string {
  return `${provisioning}/templates/${encodeURIComponent(name)}`;
}
