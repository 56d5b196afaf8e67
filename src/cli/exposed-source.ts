import type { ConnectionOptions } from "../model/project/connection.js";
import type { NamedCredentials } from "../sync/http/named-credentials.js";
import type { UsageError } from "./command.js";

/** A page of metrics, or the answer of a Prometheus. */
export interface ExposedText {
  readonly text: string;
  /** Its address or file. */
  readonly name: string;
}

/** Reads what is exposed, up to a bound: a URL, a file, or `-` for standard input. `access` is for a URL. */
export async function readExposedText(
  from: string,
  cwd: string,
  usageError: UsageError,
  access?: ServerAccess,
): Promise<ExposedText> {
  if (isUrl(from)) return { text: await (await openServer(from, cwd, usageError, access)).get(""), name: from };
  const { decodeText, readTextFile } = await import("../project/files/read-files.js");
  const { buffer } = await import("node:stream/consumers");
  const read = from === "-" ? decodeText("<stdin>", await buffer(process.stdin)) : readTextFile(from, cwd);
  if ("problem" in read) return usageError(`${from} cannot be read: ${read.problem.details ?? read.problem.summary}`);
  return { text: read.text, name: from === "-" ? "<stdin>" : from };
}

export function isUrl(from: string): boolean {
  return /^https?:\/\//i.test(from);
}

/** Credentials and headers of a server. */
export interface ServerAccess extends ConnectionOptions {
  readonly headers?: Readonly<Record<string, string>>;
}

/** Reads the credentials and the tenant that flags name. `prefix` is what the names of the flags begin with. */
export async function readAccess(
  { tenant, ...named }: NamedCredentials & { readonly tenant?: string | undefined },
  prefix: string,
  usageError: UsageError,
): Promise<ServerAccess> {
  const { readNamedCredentials } = await import("../sync/http/named-credentials.js");
  const credentials = readNamedCredentials(named, prefix);
  if ("problem" in credentials) return usageError(credentials.problem);
  return { ...credentials, ...(tenant !== undefined && { headers: { "x-scope-orgid": tenant } }) };
}

/** Opens a server to read from. Its failures end the command. */
export async function openServer(url: string, cwd: string, usageError: UsageError, access: ServerAccess = {}) {
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
  const client = await orUsageError(async () => openClient(url, access, cwd, { ...access.headers, accept }));
  return {
    get: (path: string) =>
      orUsageError(async () => {
        const response = await client.get(path);
        if (response.status !== 200) return usageError(client.fail({ method: "GET", path }, response).message);
        return response.text;
      }),
    scrub: (text: string) => client.scrub(text),
  };
}
