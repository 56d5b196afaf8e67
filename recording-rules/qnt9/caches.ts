import { cacheHitRatio, cacheLookups } from "telltale";
import { search } from "../../systems/qnt9/search.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { user } from "../../systems/qnt9/user.js";

const group = qnt9.group("qnt9-caches");
const kept = { group, window: "5m" } as const;

/** How well the caches do, and whether they are asked enough for that to mean anything. */
export const caches = {
  user: {
    service: "user",
    hitRatio: qnt9.recordingRule("app:user_cache_hits_per_lookup:ratio_rate5m", cacheHitRatio(user.cache), kept),
    lookups: qnt9.recordingRule("app:user_cache_lookups:rate5m", cacheLookups(user.cache), kept),
  },
  search: {
    service: "search",
    hitRatio: qnt9.recordingRule("app:search_cache_hits_per_lookup:ratio_rate5m", cacheHitRatio(search.cache), kept),
    lookups: qnt9.recordingRule("app:search_cache_lookups:rate5m", cacheLookups(search.cache), kept),
  },
};
