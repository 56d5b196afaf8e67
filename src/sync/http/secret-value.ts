import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { inspect } from "node:util";
import type { Secret } from "../../model/alert/secret.js";
import { redacted } from "../plan/differences/redact.js";
import { SyncError } from "../sync-error.js";

/** The value of a secret. It cannot be printed, serialised or compared by mistake. */
export class SecretValue {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** Returns the value, for the one request that needs it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return redacted;
  }

  toJSON(): string {
    return redacted;
  }

  [inspect.custom](): string {
    return redacted;
  }
}

/** Reads the value of a credential, on this machine: of an environment variable, or of a file. */
export function readCredential({ name, path }: Secret, root: string): SecretValue {
  if (path === undefined) {
    const value = process.env[name];
    if (value) return new SecretValue(value);
    throw new SyncError(`the environment variable ${name} is not set`, `set ${name}, and keep it out of Git`);
  }
  try {
    const value = readFileSync(resolve(root, path), "utf8").trim();
    if (value !== "") return new SecretValue(value);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new SyncError(`the file "${name}" with a credential cannot be read`, "correct its path or permissions");
  }
  throw new SyncError(`the file "${name}" with a credential is empty`);
}
