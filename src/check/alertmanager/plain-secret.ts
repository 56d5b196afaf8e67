import type { Check } from "../check.js";

/** A secret that stands in the configuration itself. */
export const plainSecret: Check = {
  id: "alertmanager/plain-secret",
  on: "routing",
  *run({ config }) {
    for (const { receiver, field, fileField, range } of config.plainSecrets()) {
      yield {
        summary: `${field}${receiver === undefined ? "" : ` of the receiver "${receiver}"`} is a secret in plain text`,
        details: "Whoever can read the repository, its history or a backup of it has the secret.",
        fix:
          fileField === undefined
            ? "leave it out of the repository: fill it in when the file is deployed; this release reads it from no file"
            : `write ${fileField} with the path of a file that holds it`,
        at: config.span(range),
      };
    }
  },
};
