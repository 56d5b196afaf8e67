import { counter, database, gauge, histogram, traceStream } from "telltale";
import { fastapi } from "./fastapi.js";
import { serviceLogs } from "./logs.js";
import { qnt9 } from "./system.js";

/** Keeps the watchlists of users. */
export const watchlist = qnt9.service("watchlist", {
  selector: { app: "watchlist-service" },
  http: fastapi("watchlist", { endpoints: 6 }),
  added: counter("watchlist_add_total", { help: "Stocks put on a watchlist", labels: { tier: 3 } }),
  removed: counter("watchlist_remove_total", { help: "Stocks taken off a watchlist" }),
  itemsPerUser: histogram("watchlist_items_per_user", {
    help: "Stocks on a watchlist",
    unit: "short",
    // The client's default buckets are for seconds and end at 10; watchlists are longer.
    buckets: [1, 2, 5, 10, 20, 50, 100, 200],
  }),
  tierLimitHits: counter("watchlist_tier_limit_exceeded_total", {
    help: "Stocks refused because the watchlist is as long as its tier allows",
  }),
  activeUsers: gauge("watchlist_active_users", {
    help: "People with a watchlist",
    unit: "short",
    labels: { tier: 3 },
  }),
  db: database({ operations: counter("watchlist_db_operations_total", { help: "Database operations" }) }),
  logs: serviceLogs("watchlist-service", {}),
  traces: traceStream({ service: "watchlist-service" }),
});
