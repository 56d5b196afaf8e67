import type { ConnectionOptions } from "../../model/project/connection.js";
import { redacted } from "../plan/differences/redact.js";
import { SyncError } from "../sync-error.js";
import { readCredential, type SecretValue } from "./secret-value.js";

/** The way a client identifies itself. */
export interface Authorization {
  /** The headers of a request. */
  headers(): Readonly<Record<string, string>>;
  /** Removes its secrets from a text. */
  scrub(text: string): string;
}

/** Reads the credentials of a connection. Refuses to send them where others can read them. */
export function readAuthorization(url: string, { token, basic }: ConnectionOptions, root: string): Authorization {
  if (token === undefined && basic === undefined) return { headers: () => ({}), scrub: (text) => text };
  requirePrivacy(url);
  if (token !== undefined) {
    const value = readCredential(token, root);
    return { headers: () => ({ authorization: `Bearer ${value.reveal()}` }), scrub: scrubber([value]) };
  }
  const { username, password } = basic!;
  const value = readCredential(password, root);
  const encode = () => Buffer.from(`${username}:${value.reveal()}`).toString("base64");
  return {
    headers: () => ({ authorization: `Basic ${encode()}` }),
    scrub: (text) => scrubber([value])(text.replaceAll(encode(), redacted)),
  };
}

/** Only a host that is this one may get credentials in clear. */
function requirePrivacy(url: string): void {
  const { protocol, hostname } = new URL(url);
  const isLoopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  if (protocol === "https:" || isLoopback) return;
  throw new SyncError(`the credentials for ${url} would be sent in clear`, "use https://");
}

function scrubber(secrets: readonly SecretValue[]): (text: string) => string {
  return (text) => secrets.reduce((scrubbed, secret) => scrubbed.replaceAll(secret.reveal(), redacted), text);
}
