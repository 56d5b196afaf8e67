import type { ConnectionOptions } from "../../model/project/connection.js";
import type { Target } from "../../model/project/target.js";
import { type NamedCredentials, readNamedCredentials } from "../http/named-credentials.js";
import { openClient } from "../http/open-client.js";
import { maxAnswerBytes, QueryApi } from "./query-api.js";

/** How a server is reached that the command line names. */
export interface QuerySource extends NamedCredentials {
  /** An address, or the name of a target. */
  readonly from: string;
  readonly tenant?: string | undefined;
}

/** Time that one query may take: longer than Prometheus' own limit, whose message is the better one. */
const timeout = "150s";

/** Opens the query API of a server: that of an address, or that of a target of the configuration. */
export function openQueryApi(
  source: QuerySource,
  targets: Readonly<Record<string, Target>>,
  root: string,
): QueryApi | { readonly problem: string } {
  const { from, tenant } = source;
  if (!Object.hasOwn(targets, from)) {
    // Credentials in an address that is written wrongly are not repeated.
    if (!/^https?:/i.test(from)) return { problem: "--from is neither a URL nor the name of a target" };
    const credentials = readNamedCredentials(source);
    if ("problem" in credentials) return credentials;
    return open(from, "", { ...credentials, timeout }, root, tenant);
  }
  const target = targets[from]!;
  if (target.kind === "prometheus") return open(target.url, "", { timeout, ...target }, root, tenant);
  if (target.kind === "ruler" && target.server !== "loki" && target.server !== "grafana") {
    return open(target.url, "/prometheus", { timeout, ...target }, root, tenant ?? target.tenant);
  }
  return { problem: `the target "${from}" has no series: name one of kind "prometheus" or "ruler", or a URL` };
}

function open(
  url: string,
  prefix: string,
  options: ConnectionOptions,
  root: string,
  tenant: string | undefined,
): QueryApi {
  const headers: Readonly<Record<string, string>> = tenant === undefined ? {} : { "x-scope-orgid": tenant };
  return new QueryApi(openClient(url, options, root, headers, maxAnswerBytes), prefix);
}
