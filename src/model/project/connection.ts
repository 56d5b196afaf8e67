import { type Secret, secretShape } from "../alert/secret.js";
import type { Duration } from "../definition/duration.js";
import { duration, type OptionTable, object, required, text } from "../definition/option-table.js";

/** A user with a password. */
export interface BasicCredentials {
  readonly username: string;
  readonly password: Secret;
}

/** Options of the connection to a server. */
export interface ConnectionOptions {
  /** A token, sent as `Authorization: Bearer`. */
  readonly token?: Secret;
  readonly basic?: BasicCredentials;
  /** The address of a proxy. @default that of `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` */
  readonly proxy?: string;
  /** A file with certificates of authorities, in PEM, relative to the configuration. @default those of Node.js */
  readonly ca?: string;
  /** A file with the certificate by which the client identifies itself, in PEM. */
  readonly certificate?: string;
  /** The private key of that certificate, in PEM. */
  readonly key?: Secret;
  /** Time that one request may take. @default "30s" */
  readonly timeout?: Duration;
}

export const basicOptions = {
  username: required(text),
  password: required(secretShape),
} as const satisfies OptionTable<BasicCredentials>;

export const connectionOptions = {
  token: secretShape,
  basic: object(basicOptions),
  proxy: text,
  ca: text,
  certificate: text,
  key: secretShape,
  timeout: duration,
} as const satisfies OptionTable<ConnectionOptions>;
