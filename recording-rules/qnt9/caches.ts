import { cacheHitRatio, cacheLookups } from "telltale";
import { search } from "../../systems/qnt9/search.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { user } from "../../systems/qnt9/user.js";

// The names end in 5m, so the window must not follow the project's default.
const options = { window: "5m" } as const;

/** The hit ratio of each cache, and its lookups: with few of them, the ratio is noise. */
export const caches = {
  user: {
    service: "user" as const,
    hitRatio: qnt9.recordingRule("app:user_cache_hits_per_lookup:ratio_rate5m", cacheHitRatio(user.cache), options),
    lookups: qnt9.recordingRule("app:user_cache_lookups:rate5m", cacheLookups(user.cache), options),
  },
  search: {
    service: "search" as const,
    hitRatio: qnt9.recordingRule("app:search_cache_hits_per_lookup:ratio_rate5m", cacheHitRatio(search.cache), options),
    lookups: qnt9.recordingRule("app:search_cache_lookups:rate5m", cacheLookups(search.cache), options),
  },
};

export type CacheIndicators = (typeof caches)[keyof typeof caches];
