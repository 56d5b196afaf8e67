import { cache, counter, database, gauge, traceStream } from "telltale";
import { fastapi } from "./fastapi.js";
import { serviceLogs } from "./logs.js";
import { qnt9 } from "./system.js";

/** Keeps profiles and subscriptions. */
export const user = qnt9.service("user", {
  selector: { app: "user-service" },
  http: fastapi("user", { endpoints: 10 }),
  profileOperations: counter("user_profile_operations_total", { help: "Operations on profiles" }),
  cache: cache({
    hits: counter("user_cache_hits_total", { help: "Lookups answered by the cache" }),
    misses: counter("user_cache_misses_total", { help: "Lookups that went to the database" }),
    size: gauge("user_cache_size", { help: "Entries in the cache", unit: "short" }),
  }),
  subscriptionUpdates: counter("user_subscription_updates_total", {
    help: "Subscriptions changed, by their new tier",
    labels: { tier: 3 },
  }),
  activeSubscriptions: gauge("user_active_subscriptions", {
    help: "Subscriptions that are active",
    unit: "short",
    labels: { tier: 3 },
  }),
  db: database({ operations: counter("user_db_operations_total", { help: "Database operations" }) }),
  logs: serviceLogs("user-service", {}),
  traces: traceStream({ service: "user-service" }),
});
