/** A value that is known only where it is used: it never stands in a definition, an artifact, a log or a plan. */
export interface Secret {
  readonly kind: "secret";
  /** The name of the environment variable, and of the file, that holds it. */
  readonly name: string;
}

/**
 * Names a secret.
 *
 * @example
 * receiver.pagerduty("on-call", { key: secret("PAGERDUTY_KEY") })
 */
export function secret(name: string): Secret {
  return { kind: "secret", name };
}
