import { errorRatio, promql, requestRate, signal } from "telltale";
import { auth } from "../../systems/qnt9/auth.js";
import { qnt9 } from "../../systems/qnt9/system.js";

/** From what failed: after a restart with failures only, there is no series of successes to divide by. */
const success = signal("Sign-in success", {
  query: promql`1 - ${errorRatio(auth.signIns)}`,
  unit: "percentunit",
  max: 1,
  by: ["app"],
  description: "Share of the attempts to sign in that succeeded. Some people always mistype.",
  traffic: requestRate(auth.signIns).toQuery(),
});

/** The share of the attempts to sign in that succeeded. Errors of the service are not among its failures. */
export const signInSuccess = qnt9.recordingRule("app:auth_signin_successes_per_attempt:ratio_rate5m", success, {
  window: "5m",
});
