import * as telltale from "telltale";
import { receiver } from "telltale";
import { type Call, call, carts, failing, key } from "./fixtures.js";

/** Calls of the functions for alerts. */
export const alertCalls: readonly Call[] = [
  ...["and", "unless", "or", "orWhile"].map((name) =>
    call(
      `condition.${name}`,
      (...given: never[]) =>
        (carts.above(1) as never as Record<string, (...given: never[]) => unknown>)[name]!(...given),
      carts.below(5),
    ),
  ),
  call("perEnvironment", telltale.perEnvironment, { prod: 1 }),
  call("secret", telltale.secret, "KEY"),
  call("receiver.pagerduty", receiver.pagerduty, "pager", {
    key,
    description: "D",
    severity: "s",
    class: "c",
    component: "c",
    group: "g",
    source: "s",
    links: { a: "b" },
    details: { a: "b" },
    sendResolved: true,
  }),
  call("receiver.slack", receiver.slack, "slack", {
    url: key,
    channel: "#a",
    title: "T",
    text: "T",
    color: "good",
    footer: "F",
    sendResolved: true,
  }),
  call("receiver.email", receiver.email, "mail", {
    to: "a@b",
    from: "b@a",
    smarthost: "h:25",
    username: "u",
    password: key,
    subject: "S",
    text: "T",
    html: "H",
  }),
  call("receiver.webhook", receiver.webhook, "hook", { url: key, sendResolved: false }),
  call("firing", telltale.firing, [failing], { by: ["app"] }),
  call("pending", telltale.pending, failing, { by: ["app"] }),
  call("activeSince", telltale.activeSince, failing, { by: ["app"] }),
];
