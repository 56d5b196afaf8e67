import { type ApplyReport, applyPlan } from "../../../src/sync/apply/apply-plan.js";
import { Journal } from "../../../src/sync/apply/journal.js";
import { openClient } from "../../../src/sync/http/open-client.js";
import { makePlan, type PlanOptions } from "../../../src/sync/plan/make-plan.js";
import type { Plan } from "../../../src/sync/plan/plan.js";
import { RulerApi, type RulerServer } from "../../../src/sync/targets/ruler/ruler-api.js";
import type { NamedGroup } from "../../../src/sync/targets/ruler/ruler-group.js";
import { RulerTarget } from "../../../src/sync/targets/ruler/ruler-target.js";
import { temporaryFolder } from "../../project/temporary-folder.js";
import { type RulerDouble, tenant } from "./ruler-double.js";

/** The namespaces of the project begin with it. */
export const ownPrefix = "telltale-shop.prod.";

function openTarget({ url }: RulerDouble, server: RulerServer, groups: readonly NamedGroup[]): RulerTarget {
  const client = openClient(url, {}, ".", { "x-scope-orgid": tenant });
  return new RulerTarget({ name: "ruler", tenant, prefix: ownPrefix }, new RulerApi(client, server), groups);
}

/** Plans in this process. */
export async function planGroups(
  ruler: RulerDouble,
  server: RulerServer,
  groups: readonly NamedGroup[],
  options: PlanOptions = {},
): Promise<{ readonly target: RulerTarget; readonly plan: Plan }> {
  const target = openTarget(ruler, server, groups);
  const { desired, live } = await target.read();
  return { target, plan: makePlan({ target: "ruler", identity: target.identity }, desired, live, options) };
}

/** Plans and applies in this process. */
export async function syncGroups(
  ruler: RulerDouble,
  server: RulerServer,
  groups: readonly NamedGroup[],
  options: PlanOptions = {},
): Promise<ApplyReport> {
  const { target, plan } = await planGroups(ruler, server, groups, options);
  return applyPlan(target, plan, { journal: new Journal(temporaryFolder(), "ruler") });
}
