import { series, traffic } from "telltale/testing";
import { afterAll, expect, onTestFailed, test } from "vitest";
import { runSimulation } from "../../src/simulate/run/simulation.js";
import { auth } from "../../systems/qnt9/auth.js";
import { frontend } from "../../systems/qnt9/frontend.js";
import { containers, kubernetes } from "../../systems/qnt9/kubernetes.js";
import { search } from "../../systems/qnt9/search.js";
import { user } from "../../systems/qnt9/user.js";
import { watchlist } from "../../systems/qnt9/watchlist.js";
import { planBackground } from "./background.js";
import { missingServers } from "./missing-servers.js";
import { formatNotifications } from "./normalize.js";
import { compileQnt9 } from "./qnt9.js";
import type { Notification } from "./receivers.js";
import { createScenario, liveValue } from "./scenario.js";
import { intervalMs, parseExpressions, type Stack, startStack } from "./stack.js";
import { observedTransitions, simulatedTransitions, type Transition } from "./transitions.js";
import { waitFor } from "./wait.js";

let stack: Stack | undefined;
afterAll(() => stack?.stop());

/** The events that PagerDuty got: `trigger HighErrorRate user-service`. */
function pages(notifications: readonly Notification[]): readonly string[] {
  return notifications.map(({ body }) => {
    const { event_action, payload } = body as {
      readonly event_action: string;
      readonly payload: { readonly class: string; readonly component: string };
    };
    return `${event_action} ${payload.class} ${payload.component}`;
  });
}

/** The messages that Slack got: `[CRITICAL] qnt9 prod: HighErrorRate user-service`. */
function messages(notifications: readonly Notification[]): readonly string[] {
  return notifications.flatMap(({ body }) =>
    (body as { readonly attachments: readonly { readonly title: string }[] }).attachments.map(({ title }) => title),
  );
}

/** What a webhook is told about each alert. */
function alertsOf({ at, body }: Notification): readonly Notification[] {
  const { alerts } = body as { readonly alerts: readonly Readonly<Record<string, unknown>>[] };
  return alerts.map(({ status, labels, annotations }) => ({ at, body: { status, labels, annotations } }));
}

const texts = (transitions: readonly Transition[]) => transitions.map(({ text }) => text);

test.skipIf(missingServers)("an outage of QNT9: errors, nothing at all, recovery", async () => {
  const { system, settings, artifacts, rules } = await compileQnt9(30);
  const start = Date.now();
  const errors = liveValue(start, 0.001);
  const healthy = { rate: 20, errors: 0.001 };
  const container = { namespace: "qnt9", pod: "user-service-1", container: "user" } as const;
  const scenario = createScenario(system, start, [
    traffic(user.http, { rate: 20, errors: errors.profile }),
    ...[auth, watchlist, search, frontend].map(({ http }) => traffic(http, healthy)),
    ...[user, search].map(({ cache }) => traffic(cache, {})),
    traffic(watchlist.tierLimitHits, { rate: 0.01 }),
    series(containers.memory.where(container), 200e6),
    series(containers.memoryLimit.where(container), 400e6),
    series(kubernetes.container.restarts.where(container), 1),
    ...planBackground(system, parseExpressions(rules)),
  ]);
  stack = await startStack({
    ...{ artifacts, scenarios: [scenario], externalLabels: settings.externalLabels },
    secrets: ({ slackUrl }) => ({ QNT9_SLACK_URL: slackUrl, QNT9_PAGERDUTY_KEY: "the key of QNT9" }),
  });
  onTestFailed(() => console.log(stack?.logs()));
  const { receivers, evaluations } = stack;
  const { slack, pagerduty, webhook } = receivers;
  const paged = () => pages(pagerduty);
  const posted = () => messages(slack);
  const waitForNotifications = (count: number) =>
    waitFor(`${count} notifications`, () => paged().length >= count && posted().length >= count);

  await evaluations(2);
  expect(texts(observedTransitions(webhook))).toEqual([]);

  errors.set(0.4);
  await waitForNotifications(1);
  const outage = scenario.outage(user);
  await waitForNotifications(2);
  // The last alert of an outage fires after fifteen minutes, in effect. ServiceDown silences it, and the ratios have been
  // gone for ten.
  const isLong = () => texts(observedTransitions(webhook)).includes("user-service: CachePerformanceDegradation fires");
  await waitFor("a long outage", isLong);
  // A simulation may evaluate a little later: the outage must be long enough for its last alert, too.
  await evaluations(5);
  expect(texts(observedTransitions(webhook))).toEqual([
    "user-service: HighErrorRate fires",
    "user-service: ServiceDown fires",
    "user-service: HighLatency fires",
    "user-service: CachePerformanceDegradation fires",
  ]);
  expect(paged()).toEqual(["trigger HighErrorRate user-service", "trigger ServiceDown user-service"]);
  expect(posted()).toEqual([
    "[CRITICAL] qnt9 prod: HighErrorRate user-service",
    "[CRITICAL] qnt9 prod: ServiceDown user-service",
  ]);

  errors.set(0.001);
  outage.end();
  await waitFor("the end of both pages", () => paged().length >= 4 && posted().length >= 4);
  await evaluations(2);
  const end = Date.now();
  expect(paged().slice(2).sort()).toEqual(["resolve HighErrorRate user-service", "resolve ServiceDown user-service"]);
  expect(posted().slice(2).sort()).toEqual([
    "[RESOLVED] qnt9 prod: HighErrorRate user-service",
    "[RESOLVED] qnt9 prod: ServiceDown user-service",
  ]);

  const observed = observedTransitions(webhook);
  const simulation = runSimulation({
    ...{ system, settings, rules, start, length: end - start },
    ...{ series: scenario.series, events: scenario.events() },
  });
  const predicted = simulatedTransitions(simulation);
  expect(texts(predicted)).toEqual(texts(observed));
  // Prometheus scrapes and evaluates at any moment of an interval, a simulation at its start.
  const lags = observed.map(({ time }, index) => Math.abs(time - predicted[index]!.time));
  expect(Math.max(...lags)).toBeLessThan(4 * intervalMs);

  await expect(formatNotifications(slack)).toMatchFileSnapshot("goldens/slack.yml");
  await expect(formatNotifications(pagerduty)).toMatchFileSnapshot("goldens/pagerduty.yml");
  await expect(formatNotifications(webhook.flatMap(alertsOf))).toMatchFileSnapshot("goldens/webhook.yml");
});
