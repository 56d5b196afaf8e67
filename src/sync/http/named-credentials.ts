import { env } from "../../model/alert/secret.js";
import type { ConnectionOptions } from "../../model/project/connection.js";

/** Credentials as flags of the command line name them. */
export interface NamedCredentials {
  /** The names of environment variables: of a token, or of the password of a user. */
  readonly token?: string | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

/** Reads which credentials flags name. `prefix` is what the names of the flags begin with. */
export function readNamedCredentials(
  { token, user, password }: NamedCredentials,
  prefix = "",
): Pick<ConnectionOptions, "token" | "basic"> | { readonly problem: string } {
  const flag = (name: keyof NamedCredentials) => `--${prefix}${name}`;
  if ((user === undefined) !== (password === undefined)) {
    return { problem: `${flag("user")} and ${flag("password")} belong together` };
  }
  if (token !== undefined && user !== undefined) {
    return { problem: `give ${flag("token")}, or ${flag("user")} and ${flag("password")}` };
  }
  // Who takes it for the secret itself must not see that in a log.
  const name = token ?? password;
  if (name !== undefined && !process.env[name]) {
    return {
      problem: `${flag(token === undefined ? "password" : "token")} names an environment variable that is not set`,
    };
  }
  if (token !== undefined) return { token: env(token) };
  return user === undefined ? {} : { basic: { username: user, password: env(password!) } };
}
