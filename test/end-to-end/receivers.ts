import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A notification as a receiver got it. */
export interface Notification {
  readonly at: number;
  readonly body: unknown;
}

/** Servers that Alertmanager takes for Slack, PagerDuty and a webhook. */
export interface Receivers {
  readonly slackUrl: string;
  readonly pagerdutyUrl: string;
  readonly webhookUrl: string;
  readonly slack: readonly Notification[];
  readonly pagerduty: readonly Notification[];
  readonly webhook: readonly Notification[];
  stop(): Promise<void>;
}

export async function startReceivers(): Promise<Receivers> {
  const received = { slack: [], pagerduty: [], webhook: [] } as Record<string, Notification[]>;
  const answers: Readonly<Record<string, string>> = {
    slack: "ok",
    pagerduty: '{"status":"success","message":"Event processed","dedup_key":"1"}',
  };
  const server = createServer(async (request, response) => {
    const name = request.url!.slice(1);
    received[name]!.push({ at: Date.now(), body: JSON.parse(await readBody(request)) });
    response.statusCode = name === "pagerduty" ? 202 : 200;
    response.end(answers[name]);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { slack, pagerduty, webhook } = received;
  return {
    ...{ slackUrl: `${url}/slack`, pagerdutyUrl: `${url}/pagerduty`, webhookUrl: `${url}/webhook` },
    ...{ slack: slack!, pagerduty: pagerduty!, webhook: webhook! },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
