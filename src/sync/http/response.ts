import { scrubText } from "../plan/differences/redact.js";

/** The answer of a server. */
export interface Response {
  readonly status: number;
  readonly text: string;
  /** The header that says when to come back. */
  readonly retryAfter: string | undefined;
}

const maxMessage = 300;

/** The message of a server's answer, in one line: that of Kubernetes, Grafana or Prometheus, or the text itself. */
export function serverMessage({ text, status }: Response): string {
  const message = /^\s*<(?:!doctype|html)/i.test(text) ? "a page in HTML" : (messageOf(text) ?? text);
  const line = scrubText(message).replace(/\s+/g, " ").trim();
  return `${status}${line === "" ? "" : ` ${line.length > maxMessage ? `${line.slice(0, maxMessage)}…` : line}`}`;
}

function messageOf(text: string): string | undefined {
  try {
    const body = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
    const message = body?.message ?? body?.error;
    return typeof message === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}
