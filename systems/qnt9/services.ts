import { auth } from "./auth.js";
import { frontend } from "./frontend.js";
import { search } from "./search.js";
import { user } from "./user.js";
import { watchlist } from "./watchlist.js";

/** The five services, by name. */
export const services = { auth, user, watchlist, search, frontend };
