import type { Dispatcher } from "undici";
import { scrubText } from "../plan/differences/redact.js";
import { SyncError } from "../sync-error.js";
import type { Authorization } from "./authorization.js";
import { AmbiguousFailure, Unanswered } from "./failure.js";
import { type Response, serverMessage } from "./response.js";
import { isGatewayFailure, isRefusedForNow, maxAttempts, retryDelay } from "./retry.js";

/** A request to a server. */
export interface Request {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** The path below the address of the server, with its query. */
  readonly path: string;
  readonly body?: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ClientOptions {
  readonly url: string;
  readonly authorization: Authorization;
  readonly dispatcher: () => Promise<Dispatcher>;
  readonly headers: Readonly<Record<string, string>>;
  /** The address of the proxy that the target names. */
  readonly proxy?: string | undefined;
  /** Milliseconds that a request may take. */
  readonly timeout: number;
  /** Maximum size of one answer. @default 128 MB */
  readonly maxBytes?: number | undefined;
}

/** An answer that is too large to be read. */
export class LargeAnswer extends SyncError {}

const maxBytes = 128 * 1024 * 1024;

/** Sends requests to one server. Never follows redirects, so that credentials stay where they belong. */
export class HttpClient {
  readonly url: string;
  private readonly options: ClientOptions;
  private dispatcher: Promise<Dispatcher> | undefined;

  constructor(options: ClientOptions) {
    this.options = options;
    this.url = options.url.replace(/\/+$/, "");
  }

  /** Reads. Repeats the request while the server is busy, or waking up, or the connection breaks. */
  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.read({ method: "GET", path, headers }, () => false);
  }

  /**
   * Reads with the parameters of a form, for queries that are too long for an address. An answer for which `isFinal` is
   * true is not asked for again.
   */
  query(path: string, form: URLSearchParams, isFinal: (response: Response) => boolean): Promise<Response> {
    const contentType = "application/x-www-form-urlencoded";
    return this.read({ method: "POST", path, body: form.toString(), contentType }, isFinal);
  }

  private async read(request: Request, isFinal: (response: Response) => boolean): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.attempt(request);
      if ("status" in outcome && isFinal(outcome)) return outcome;
      if (!isTransient(outcome) || attempt === maxAttempts) return this.unwrap(outcome, request, true);
      await sleep(retryDelay(attempt, "status" in outcome ? outcome.retryAfter : undefined));
    }
  }

  /**
   * Writes. Repeats the request only while the server certainly did nothing. Throws an `AmbiguousFailure` if that is
   * unknown.
   */
  async send(request: Request): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.attempt(request);
      if ("status" in outcome && isRefusedForNow(outcome.status) && attempt < maxAttempts) {
        await sleep(retryDelay(attempt, outcome.retryAfter));
        continue;
      }
      if (!("status" in outcome) && outcome.isUnsent && !outcome.isUntrusted && attempt < maxAttempts) {
        await sleep(retryDelay(attempt, undefined));
        continue;
      }
      return this.unwrap(outcome, request, request.method === "GET");
    }
  }

  /** Describes an unexpected answer. */
  fail(request: Pick<Request, "method" | "path">, response: Response): SyncError {
    const { status } = response;
    const place = `${request.method} ${this.url}${request.path.replace(/\?.*$/s, "")}`;
    const summary = this.scrub(`${place} answered ${serverMessage(response)}`);
    if (status === 401) return new SyncError(summary, "correct the credentials of the target");
    if (status === 403)
      return new SyncError(summary, "give the account of the credentials the permission that it lacks");
    if (status >= 300 && status < 400) {
      return new SyncError(summary, "write the address that the server redirects to: redirects are not followed");
    }
    return new SyncError(summary);
  }

  private unwrap(outcome: Outcome, request: Request, isRead: boolean): Response {
    if ("status" in outcome) {
      if (!isGatewayFailure(outcome.status) && outcome.status !== 408) return outcome;
      const { message } = this.fail(request, outcome);
      throw isRead ? new Unanswered(message) : new AmbiguousFailure(message);
    }
    const place = `${request.method} ${this.url}${request.path.replace(/\?.*$/s, "")}`;
    const { proxy } = this.options;
    const through = proxy === undefined ? "" : ` through the proxy ${scrubText(proxy)}`;
    const summary = this.scrub(`${place} failed${through}: ${outcome.reason}`);
    if (outcome.isUntrusted)
      throw new SyncError(summary, "set `ca` of the target to the certificates of its authority");
    if (isRead) throw new Unanswered(summary, "check the address and the network");
    if (outcome.isUnsent) throw new SyncError(summary, "check the address and the network");
    throw new AmbiguousFailure(summary);
  }

  private async attempt({ method, path, body, contentType, headers }: Request): Promise<Outcome> {
    const { authorization, timeout } = this.options;
    this.dispatcher ??= this.options.dispatcher();
    const dispatcher = await this.dispatcher;
    const { request } = await import("undici");
    const { origin, pathname } = new URL(this.url);
    try {
      const response = await request(`${origin}${pathname.replace(/\/$/, "")}${path}`, {
        method,
        dispatcher,
        headers: {
          ...this.options.headers,
          ...headers,
          ...authorization.headers(),
          ...(body !== undefined && { "content-type": contentType ?? "application/json" }),
        },
        ...(body !== undefined && { body }),
        headersTimeout: timeout,
        bodyTimeout: timeout,
        signal: AbortSignal.timeout(timeout * 4),
      });
      const retryAfter = response.headers["retry-after"];
      return {
        status: response.statusCode,
        text: await readBounded(response.body, this.options.maxBytes ?? maxBytes),
        retryAfter: typeof retryAfter === "string" ? retryAfter : undefined,
      };
    } catch (error) {
      return describeNetworkFailure(error);
    }
  }

  /** Removes the credentials from a text. */
  scrub(text: string): string {
    return this.options.authorization.scrub(text);
  }
}

type Outcome = Response | { readonly reason: string; readonly isUnsent: boolean; readonly isUntrusted: boolean };

function isTransient(outcome: Outcome): boolean {
  if (!("status" in outcome)) return !outcome.isUntrusted;
  const { status } = outcome;
  return isRefusedForNow(status) || isGatewayFailure(status) || status === 500;
}

async function readBounded(body: AsyncIterable<Buffer>, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limit) throw new LargeAnswer(`the answer is larger than ${limit / 1024 / 1024} MB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Failures before anything was sent. */
const unsentCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Certificates of a server that are not trusted. Another attempt does not change that. */
const untrustedCodes: ReadonlySet<string> = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_HAS_EXPIRED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

function describeNetworkFailure(error: unknown): Outcome {
  const { code = "", message, cause } = error as NodeJS.ErrnoException & { readonly cause?: NodeJS.ErrnoException };
  if (error instanceof SyncError) throw error;
  if (error instanceof TypeError && code === "") throw error;
  const reason = message === "" ? code : message;
  const codes = [code, cause?.code ?? ""];
  const isUntrusted = codes.some((one) => untrustedCodes.has(one));
  return { reason, isUntrusted, isUnsent: isUntrusted || codes.some((one) => unsentCodes.has(one)) };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
