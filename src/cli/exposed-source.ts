import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { CatalogueSource } from "../project/catalogue/outside-catalogue.js";
import type { UsageError } from "./command.js";

/** A page of metrics, or the answer of a Prometheus. */
export interface ExposedText {
  readonly text: string;
  /** Its address or file. */
  readonly name: string;
}

/** Reads what is exposed, up to a bound: a URL, a file, or `-` for standard input. */
export async function readExposedText(from: string, cwd: string, usageError: UsageError): Promise<ExposedText> {
  if (isUrl(from)) return { text: await (await openServer(from, cwd, usageError)).get(""), name: from };
  const { decodeText, readTextFile } = await import("../project/files/read-files.js");
  const { buffer } = await import("node:stream/consumers");
  const read = from === "-" ? decodeText("<stdin>", await buffer(process.stdin)) : readTextFile(from, cwd);
  if ("problem" in read) return usageError(`${from} cannot be read: ${read.problem.details ?? read.problem.summary}`);
  return { text: read.text, name: from === "-" ? "<stdin>" : from };
}

/** Reads the catalogue of `--catalogue`: a page of metrics, or everything that a Prometheus knows of its series. */
export async function readCatalogueSource(from: string, cwd: string, usageError: UsageError): Promise<CatalogueSource> {
  const { readExposed, readAnswerList } = await import("../project/catalogue/exposed.js");
  const parse = (text: string, name: string) => {
    const read = readExposed(text, name);
    if ("problem" in read) return usageError(`${name}: ${read.problem}${describeFirst(read.diagnostics)}`);
    return read.metrics;
  };
  const base = prometheusAddress(from);
  if (base === undefined) {
    const { text, name } = await readExposedText(from, cwd, usageError);
    return { from: name, metrics: parse(text, name) };
  }
  const server = await openServer(base, cwd, usageError);
  const list = async (path: string) => {
    const answer = readAnswerList(await server.get(path));
    return answer ?? usageError(`${base}${path}: this is not the answer of a Prometheus`);
  };
  const metrics = parse(await server.get(metadataPath), `${base}${metadataPath}`);
  const [names, labels] = [await list("/api/v1/label/__name__/values"), await list("/api/v1/labels")];
  return { from: base, metrics, server: { names, labels } };
}

const metadataPath = "/api/v1/metadata";

function isUrl(from: string): boolean {
  return /^https?:\/\//i.test(from);
}

/** The address of a Prometheus: one without a path, or that of its API. Any other is a page. */
function prometheusAddress(from: string): string | undefined {
  if (!isUrl(from) || !URL.canParse(from)) return undefined;
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

async function openServer(url: string, cwd: string, usageError: UsageError) {
  const [{ openClient }, { SyncError }] = await Promise.all([
    import("../sync/http/open-client.js"),
    import("../sync/sync-error.js"),
  ]);
  const accept = "application/openmetrics-text;version=1.0.0,text/plain,*/*;q=0.5";
  const orUsageError = async <Result>(run: () => Promise<Result>): Promise<Result> => {
    try {
      return await run();
    } catch (error) {
      if (error instanceof SyncError) return usageError(error.message);
      throw error;
    }
  };
  const client = await orUsageError(async () => openClient(url, {}, cwd, { accept }));
  return {
    get: (path: string) =>
      orUsageError(async () => {
        const response = await client.get(path);
        if (response.status !== 200) return usageError(client.fail({ method: "GET", path }, response).message);
        return response.text;
      }),
  };
}
