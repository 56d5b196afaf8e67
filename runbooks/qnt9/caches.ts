import { cacheHitRatio, cacheLookups, promql, type Runbook } from "telltale";
import { services, steps } from "./services.js";

type Cached = "user" | "search";

const impacts: Readonly<Record<Cached, string>> = {
  user: "Lookups go to the database instead. Profiles load more slowly, and the database has more to do.",
  search: "Searches go to the database and to the providers of stock data instead. They take longer, and cost calls.",
};

export function cachePerformanceDegradation(service: Cached): Runbook {
  const { cache } = services[service];
  return {
    meaning:
      "For fifteen minutes, the cache has answered less than 70 % of the lookups. If [ServiceDown](service-down.md) fires " +
      "for the same service, follow that page first.",
    impact: impacts[service],
    diagnosis: [
      steps.chooseService,
      { text: "Did the ratio drop at once, or has it declined for days?", query: cacheHitRatio(cache) },
      {
        text: "Are there more lookups than usual? A client that asks for many different things fills the cache with them.",
        query: cacheLookups(cache),
      },
      {
        ...steps.deployments,
        text: "Did it begin with a deployment or a restart? The cache is empty after it.",
      },
      ...(service === "user"
        ? [
            {
              text: "Has the cache become smaller, or does it stay at its maximum? Then entries are dropped too early.",
              query: promql`sum(${services.user.cache.size})`,
            },
          ]
        : []),
    ],
    mitigation: [
      "After a deployment or a restart, wait: the cache fills with the traffic, usually within a quarter of an hour.",
      steps.rollBack,
      `If it is too small or its entries expire too soon, raise its size or their lifetime in the settings of the service.`,
    ],
  };
}
