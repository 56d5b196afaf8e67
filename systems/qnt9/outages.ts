import { down } from "telltale";
import { auth } from "./auth.js";
import { frontend } from "./frontend.js";
import { search } from "./search.js";
import { user } from "./user.js";
import { watchlist } from "./watchlist.js";

/** The condition that a service is down: it has an alert of its own, and keeps the alerts on its ratios firing. */
export const outages = {
  auth: down(auth),
  user: down(user),
  watchlist: down(watchlist),
  search: down(search),
  frontend: down(frontend),
};
