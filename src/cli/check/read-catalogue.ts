import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { CatalogueSource } from "../../project/catalogue/outside-catalogue.js";
import type { MatchedLabels } from "../../project/check/matched-labels.js";
import type { UsageError } from "../command.js";
import { isUrl, openServer, readAccess, readExposedText, type ServerAccess } from "../exposed-source.js";
import type { CheckFlags } from "./check-flags.js";
import { askValues } from "./stored-values.js";

/** Surroundings of a source. */
interface Place {
  readonly cwd: string;
  readonly usageError: UsageError;
  readonly access: ServerAccess;
  /** Returns the labels whose values the files compare. */
  readonly matched: () => MatchedLabels;
}

/** Reads the sources of `--catalogue`. */
export async function readCatalogue(
  { catalogue = [], catalogueToken, catalogueUser, cataloguePassword, catalogueTenant }: CheckFlags,
  cwd: string,
  usageError: UsageError,
  matched: () => MatchedLabels,
): Promise<readonly CatalogueSource[]> {
  const named = { token: catalogueToken, user: catalogueUser, password: cataloguePassword, tenant: catalogueTenant };
  const access = await readAccess(named, "catalogue-", usageError);
  const origins = new Set(catalogue.filter((from) => isUrl(from) && URL.canParse(from)).map(originOf));
  if (Object.keys(access).length > 0 && origins.size > 1) {
    usageError("--catalogue-token, --catalogue-user and --catalogue-tenant are for one server: name only URLs of it");
  }
  const sources: CatalogueSource[] = [];
  for (const from of catalogue) sources.push(await readSource(from, { cwd, usageError, access, matched }));
  return sources;
}

/** Reads a page of metrics, or everything that a Prometheus knows of its series. */
async function readSource(from: string, { cwd, usageError, access, matched }: Place): Promise<CatalogueSource> {
  const { readExposed, readAnswerList } = await import("../../project/catalogue/exposed.js");
  const parse = (text: string, name: string, scrub = (message: string) => message) => {
    const read = readExposed(text, name);
    if ("problem" in read) return usageError(scrub(`${name}: ${read.problem}${describeFirst(read.diagnostics)}`));
    return read.metrics;
  };
  if (!isUrl(from)) {
    const { text, name } = await readExposedText(from, cwd, usageError);
    return { from: name, metrics: parse(text, name) };
  }
  const base = prometheusAddress(from);
  const server = await openServer(base ?? from, cwd, usageError, access);
  if (base === undefined) return { from, metrics: parse(await server.get(""), from, server.scrub) };
  const list = async (path: string) => {
    const answer = readAnswerList(await server.get(path));
    return answer ?? usageError(`${base}${path}: this is not the answer of a Prometheus`);
  };
  const metrics = parse(await server.get(metadataPath), `${base}${metadataPath}`, server.scrub);
  const [names, labels] = [await list("/api/v1/label/__name__/values"), await list("/api/v1/labels")];
  const { values, problem } = await askValues(base, { names, labels }, matched(), { cwd, access });
  if (problem !== undefined) process.stderr.write(`${base}: ${problem}\n`);
  return { from: base, metrics, server: { names, labels, values } };
}

const metadataPath = "/api/v1/metadata";

function originOf(url: string): string {
  return new URL(url).origin;
}

/** The address of a Prometheus: one without a path, or that of its API. Any other is a page. */
export function prometheusAddress(from: string): string | undefined {
  if (!URL.canParse(from)) return undefined;
  const { origin, username, password, pathname, search } = new URL(from);
  if (username !== "" || password !== "" || search !== "") return undefined;
  const path = pathname.replace(/\/$/, "");
  const prefix = path === "" ? "" : /^(.*)\/api\/v1(?:\/metadata)?$/.exec(path)?.[1];
  return prefix === undefined ? undefined : `${origin}${prefix}`;
}

/** The first problem of a page, in one line. */
function describeFirst([first]: readonly Diagnostic[]): string {
  return first ? ` (line ${first.span?.start.line}: ${first.summary})` : "";
}
