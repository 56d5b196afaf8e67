import type { Config } from "../../model/project/config.js";
import { loadRe2 } from "../../regexp/re2.js";
import type { ConfigProblem } from "./config-consistency.js";

/** Finds policies that demand nothing, have the name of another, or have a pattern that is not RE2. */
export function policyProblems({ policies = [] }: Config): readonly ConfigProblem[] {
  return policies.flatMap((policy, index): ConfigProblem[] => {
    const path = ["policies", String(index)];
    const { name, require = {}, forbid = {}, values = {} } = policy;
    const problems: ConfigProblem[] = [];
    if (policies.findIndex((other) => other.name === name) < index) {
      const summary = `two policies have the name "${name}"`;
      problems.push({ id: "config/wrong-value", path: [...path, "name"], summary, fix: "rename one of them" });
    }
    if ([require, forbid, values].every((demands) => Object.keys(demands).length === 0)) {
      const summary = `the policy "${name}" demands nothing`;
      problems.push({ id: "config/wrong-value", path, summary, fix: "give it `require`, `forbid` or `values`" });
    }
    const error = require.name === undefined ? undefined : patternError(require.name);
    if (error !== undefined) {
      const fix = "write a pattern in RE2, such as `[A-Z][A-Za-z0-9]+`";
      problems.push({ id: "config/wrong-value", path: [...path, "require", "name"], summary: error, fix });
    }
    return problems;
  });
}

function patternError(pattern: string): string | undefined {
  const { RE2JS, RE2JSSyntaxException } = loadRe2();
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return error.message;
    throw error;
  }
}
