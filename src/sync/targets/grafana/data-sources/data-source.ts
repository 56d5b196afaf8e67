import { get, isJson } from "../../../../formats/grafana/plain-json.js";
import type { Secret } from "../../../../model/alert/secret.js";
import type { Config } from "../../../../model/project/config.js";
import type { GrafanaTarget } from "../../../../model/project/target.js";
import { digestValue } from "../../../objects/digest.js";
import { scrubText } from "../../../plan/differences/redact.js";

/** A data source as it is sent, with references to its secrets. */
export interface DataSourcePayload {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly access: string;
  readonly url: string;
  readonly user: string;
  readonly database: string;
  readonly basicAuth: boolean;
  readonly basicAuthUser: string;
  readonly withCredentials: boolean;
  readonly jsonData: Readonly<Record<string, unknown>>;
  /** Secrets by the fields of `secureJsonData`. Undefined for those that the server has, and nobody can read. */
  readonly secrets: Readonly<Record<string, Secret | undefined>>;
}

/** The member of `jsonData` that says whose a data source is: plugins ignore members that they do not know. */
const markMember = "telltale";

interface Mark {
  readonly manager: string;
  readonly checksum: string;
}

/** The data sources that a target gets, with the mark of its project. */
export function desireDataSources(
  { environment, dataSources = {} }: Pick<GrafanaTarget, "environment" | "dataSources">,
  config: Config,
  manager: string,
): readonly DataSourcePayload[] {
  const known = config.environments[environment]!.dataSources;
  return Object.entries(dataSources).map(
    ([key, { url, name = key, basic, user, database, jsonData, secureJsonData }]) => {
      const { type, uid } = known[key]!;
      const plain: DataSourcePayload = {
        ...{ uid, name, type, url, access: "proxy", withCredentials: false },
        ...{ user: user ?? "", database: database ?? "" },
        ...{ basicAuth: basic !== undefined, basicAuthUser: basic?.username ?? "" },
        jsonData: jsonData ?? {},
        secrets: { ...secureJsonData, ...(basic && { basicAuthPassword: basic.password }) },
      };
      const mark: Mark = { manager, checksum: digestDataSource(plain) };
      return { ...plain, jsonData: { ...plain.jsonData, [markMember]: mark } };
    },
  );
}

/** Reads a data source as the server has it. */
export function readDataSource(body: unknown): DataSourcePayload {
  const text = (name: string) => String(get(body, name) ?? "");
  const jsonData = get(body, "jsonData");
  const fields = get(body, "secureJsonFields");
  const isSet = isJson(fields) ? Object.keys(fields).filter((name) => fields[name] === true) : [];
  return {
    ...{ uid: text("uid"), name: text("name"), type: text("type"), access: text("access"), url: text("url") },
    ...{ user: text("user"), database: text("database"), basicAuthUser: text("basicAuthUser") },
    basicAuth: get(body, "basicAuth") === true,
    withCredentials: get(body, "withCredentials") === true,
    jsonData: isJson(jsonData) ? jsonData : {},
    secrets: Object.fromEntries(isSet.map((name) => [name, undefined])),
  };
}

/** The content of a data source for comparison: of secrets only which there are, because a server never shows them. */
export function describeDataSource({ uid: _, jsonData, secrets, ...fields }: DataSourcePayload): unknown {
  const { [markMember]: __, ...settings } = jsonData;
  const used = Object.entries({ ...fields, url: scrubText(fields.url) }).filter(
    ([, value]) => value !== "" && value !== false,
  );
  return { ...Object.fromEntries(used), jsonData: settings, secrets: Object.keys(secrets).sort() };
}

export function digestDataSource(payload: DataSourcePayload): string {
  return digestValue([describeDataSource(payload), payload.url]);
}

/** The mark of the sync that wrote a data source last. */
export function readMark({ jsonData }: DataSourcePayload): Mark | undefined {
  const { manager, checksum } = (isJson(jsonData[markMember]) ? jsonData[markMember] : {}) as Partial<Mark>;
  return typeof manager === "string" && typeof checksum === "string" ? { manager, checksum } : undefined;
}
