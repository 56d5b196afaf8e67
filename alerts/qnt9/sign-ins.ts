import { signInSuccess } from "../../recording-rules/qnt9/sign-ins.js";
import * as runbooks from "../../runbooks/qnt9/sign-ins.js";
import { limits } from "../../systems/qnt9/limits.js";
import { outages } from "../../systems/qnt9/outages.js";
import { qnt9 } from "../../systems/qnt9/system.js";

export const signInsFail = qnt9.alert("SignInsFail", {
  when: signInSuccess.below(limits.signIns, { whenBusy: limits.signInTraffic }).orWhile(outages.auth),
  for: "10m",
  severity: "critical",
  summary: "Only {{ $value | humanizePercentage }} of the attempts to sign in succeed",
  description:
    "For ten minutes, most people who tried could not sign in, although {{ $labels.app }} answers. After a deployment, " +
    "suspect the deployment; otherwise the database or the keys that sign tokens. If only failures have increased, " +
    "someone may be guessing passwords: look at the rate limit.",
  runbook: runbooks.signInsFail,
});
