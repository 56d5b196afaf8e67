import { auth } from "../../systems/qnt9/auth.js";
import { frontend } from "../../systems/qnt9/frontend.js";
import { search } from "../../systems/qnt9/search.js";
import { user } from "../../systems/qnt9/user.js";
import { watchlist } from "../../systems/qnt9/watchlist.js";

export const services = { auth, user, watchlist, search, frontend };

export const serviceNames = ["auth", "user", "watchlist", "search", "frontend"] as const;

export type ServiceName = (typeof serviceNames)[number];

/** The tasks that people cannot finish while a service is down. */
export const impacts: Readonly<Record<ServiceName, string>> = {
  auth: "Nobody can sign up or sign in, and sessions end when their token cannot be refreshed.",
  user: "Profiles and subscriptions cannot be shown or changed.",
  watchlist: "Watchlists cannot be shown or changed.",
  search: "Stocks cannot be found.",
  frontend: "The pages of QNT9 do not work, for anyone.",
};

/** Steps that several runbooks have. The commands are the same for every service: they read its name from `$APP`. */
export const steps = {
  chooseService: {
    text: "Set the name of the service for the commands on this page: it is the label `app` of the alert.",
    command: "APP=REPLACE-ME # such as user-service",
  },
  rollBack: {
    text: "If it began with a deployment, roll that back. The second command waits until the old version runs.",
    command: "kubectl rollout undo -n qnt9 deployment/$APP\nkubectl rollout status -n qnt9 deployment/$APP",
  },
  deployments: {
    text: "Did it begin with a deployment?",
    command: "kubectl rollout history -n qnt9 deployment/$APP",
  },
  pods: {
    text: "Do its pods restart, run out of memory, or have too little CPU?",
    dashboard: "Kubernetes pods",
  },
  overview: {
    text:
      "Do other services have the same problem? If several fail or are slow together, look for what they share: the " +
      "service that the others call, the database, the nodes.",
    dashboard: "Overview",
  },
} as const;
