/** A request that a double has answered. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  status: number;
}

/** The answer of a double. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A fault that replaces the answer to one request, before or after it took effect.
 *
 * - `busy`: 429 with `Retry-After`
 * - `waking`: 503 with a page in HTML
 * - `unauthorized`: 401, as under load
 * - `drop-before`, `drop-after`: the connection ends before or after the request took effect
 * - `truncate`: half of the answer arrives
 * - `edit`: somebody changes the object just before
 */
export type Fault = "busy" | "waking" | "unauthorized" | "drop-before" | "drop-after" | "truncate" | "edit";
