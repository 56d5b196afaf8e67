import { resolve } from "node:path";
import type { Config } from "../../model/project/config.js";
import type { AppliedPolicy, Policy } from "../../model/project/policy.js";
import { portablePath } from "../files/portable-path.js";
import { matchAny } from "./finding-levels.js";

/** The policies of a configuration that did not change are the same objects, so that what they were checked on is kept. */
const known = new WeakMap<readonly Policy[], readonly AppliedPolicy[]>();

/**
 * The policies of a configuration in `root`, as an option of checks; none without policies.
 *
 * @param cwd - the folder that relative paths of rules start from
 */
export function appliedPolicies({ policies = [] }: Pick<Config, "policies">, root: string, cwd = root) {
  if (policies.length === 0) return {};
  const applied = known.get(policies) ?? policies.map((policy) => applyPolicy(policy, root, cwd));
  known.set(policies, applied);
  return { policies: applied };
}

function applyPolicy(policy: Policy, root: string, cwd: string): AppliedPolicy {
  const matches = policy.alerts?.files && matchAny(policy.alerts.files);
  const isForFile = (file: string | undefined) =>
    matches === undefined || (file !== undefined && matches(portablePath(root, resolve(cwd, file))));
  return { policy, isForFile };
}
