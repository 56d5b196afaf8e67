import type { SloExtras } from "../../formats/slo/index.js";
import { resolve } from "../../model/definition/per-environment.js";
import { tierNames, tiersFor } from "../../model/slo/burn-tier.js";
import type { Slo } from "../../model/slo/slo.js";
import type { YamlValue } from "../../yaml/index.js";

/** The changes that a definition makes to the alerts of its tiers. */
export function describeTiers(slo: Slo, environment: string): SloExtras {
  const usual = tiersFor(slo.window, {});
  const changes = tierNames.map((name) => {
    const tier = slo.tiers.find((one) => one.name === name);
    if (!tier) return [name, false] as const;
    const { spent, within, recent } = usual.find((one) => one.name === name)!;
    const { isPage } = tier;
    const severity = (isPage ? slo.page : slo.ticket) ?? (isPage ? "critical" : "warning");
    const alert = slo.alerts.find(
      ({ labels }) => labels !== undefined && "slo_tier" in labels && labels.slo_tier === name,
    );
    const values: readonly (readonly [option: string, own: YamlValue | undefined, usual: YamlValue | undefined])[] = [
      ["spent", tier.spent, spent],
      ["within", tier.within, within],
      ["recent", tier.recent, recent],
      ["severity", alert && resolve(alert.severity, environment), resolve(severity, environment)],
      ["for", resolve(alert?.for, environment), "2m"],
      ["keepFiringFor", resolve(alert?.keepFiringFor, environment), "10m"],
    ];
    return [name, Object.fromEntries(values.filter(([, own, other]) => own !== other))] as const;
  });
  return Object.fromEntries(changes.filter(([, change]) => change === false || Object.keys(change).length > 0));
}
