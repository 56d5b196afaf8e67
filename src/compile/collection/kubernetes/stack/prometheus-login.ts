import type { SecretKeys } from "../component-files.js";
import type { Mount } from "../pods.js";
import type { Stack } from "./stack.js";

/** The Secret with the password of Prometheus, and with the file that has its hash. */
const secret = "prometheus-login";

const keys = { password: "password", webConfig: "web.yml" } as const;

/** The folder of these in the pods of Prometheus and Grafana. */
const folder = "/run/secrets/prometheus";

/** The user who may read Prometheus, and where its pods find the password and the hash. */
export interface PrometheusLogin {
  readonly user: string;
  readonly passwordFile: string;
  readonly webConfigFile: string;
  readonly secret: SecretKeys;
  /** Mounts the password, and for Prometheus itself the hash. */
  mount(withHash: boolean): Mount;
}

/** Returns the login of the Prometheus of a collection; undefined if anyone who reaches it may read it. */
export function findPrometheusLogin({ collection }: Stack): PrometheusLogin | undefined {
  const { user } = collection.prometheus ?? {};
  if (user === undefined) return undefined;
  return {
    user,
    passwordFile: `${folder}/${keys.password}`,
    webConfigFile: `${folder}/${keys.webConfig}`,
    secret: { name: secret, keys: Object.values(keys) },
    mount: (withHash) => {
      const mounted = withHash ? Object.values(keys) : [keys.password];
      const items = mounted.map((key) => ({ key, path: key }));
      return { name: "login", path: folder, source: { secret: { secretName: secret, items } } };
    },
  };
}
