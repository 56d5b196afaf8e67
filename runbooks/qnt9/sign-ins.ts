import { eventRate, logql, promql, type Runbook, window } from "telltale";
import { auth } from "../../systems/qnt9/auth.js";
import { steps } from "./services.js";

export const signInsFail: Runbook = {
  meaning:
    "For ten minutes, less than half of the attempts to sign in have succeeded. The service answers, so this does not show " +
    "in its error rate. If [ServiceDown](service-down.md) fires for auth, follow that page first.",
  impact:
    "At least half of the attempts fail, perhaps all of them. Those who are signed in can go on until their token expires.",
  diagnosis: [
    { text: "Set the name of the service for the commands on this page.", command: "APP=auth-service" },
    {
      text: "Have the failures increased, or have the successes vanished? Many more failures are a sign of guessed passwords.",
      query: promql`sum by (status) (rate(${auth.signIns.requests}[${window}]))`,
    },
    {
      text: "Do tokens still get refreshed? If not, suspect the keys that sign them.",
      query: eventRate(auth.tokenRefreshes),
    },
    {
      text: "Does the rate limit refuse requests? It does when someone guesses passwords, and when it is set too low.",
      query: eventRate(auth.rateLimitHits, { by: ["endpoint"] }),
    },
    { text: "What does the service log?", query: logql`${auth.logs} | json | level=~"WARNING|ERROR"` },
    steps.deployments,
  ],
  mitigation: [
    steps.rollBack,
    "If a key or a secret was changed, restore the old one, and let both be valid during the next change.",
    "If someone guesses passwords, block their addresses in front of the frontend. Do not switch the rate limit off.",
  ],
};
