import { resolveRecord } from "../../model/definition/per-environment.js";
import type { Check } from "../check.js";

const secretName = /PASS(?:WORD|WD)?(?:$|_)|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|CREDENTIAL/i;
/** Names of variables that hold the path of a secret, or its name, rather than its value. */
const referenceName = /_(?:FILE|PATH|NAME|USER)$/i;
/** Credentials in an address: `postgresql://user:password@host`. */
const loginInUrl = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i;

/** A secret in an environment variable, which everyone reads in the repository and in `docker inspect`. */
export const plainSecret: Check = {
  id: "collection/plain-secret",
  on: "collection",
  *run({ collection, context, locate }) {
    for (const [name, component] of Object.entries(collection.compose?.components ?? {})) {
      const variables = resolveRecord(component?.environment, context.settings.environment ?? "");
      for (const [variable, value] of Object.entries(variables)) {
        const isNamed =
          secretName.test(variable) && !referenceName.test(variable) && !value.startsWith("/run/secrets/");
        if (!isNamed && !loginInUrl.test(value)) continue;
        yield {
          summary: `"${name}" gets a secret in the variable ${variable}`,
          details: "Everyone who reads the repository, or inspects the container, has it.",
          fix: "use a variable that takes the path of a file, in `secrets`, or a login without a password in the address",
          at: locate("compose", "components", name, "environment", variable),
        };
      }
    }
  },
};
