import type { TestMessage } from "./compose-messages.js";

/** The answer to a message. */
export interface SentMessage {
  readonly integration: string;
  /** Undefined if the receiver took it. */
  readonly problem: string | undefined;
}

const timeout = 15_000;

/** Sends each message once. Errors name the host alone: addresses of webhooks are secrets. */
export async function sendMessages(messages: readonly TestMessage[]): Promise<readonly SentMessage[]> {
  return Promise.all(messages.map(async (one) => ({ integration: one.integration, problem: await send(one) })));
}

async function send({ url, body }: TestMessage): Promise<string | undefined> {
  const host = hostOf(url);
  if (host === undefined) return "its secret is not an address";
  try {
    const response = await fetch(url, {
      ...{ method: "POST", redirect: "manual", signal: AbortSignal.timeout(timeout) },
      ...{ headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) },
    });
    await response.body?.cancel();
    return response.ok ? undefined : `${host} answered ${response.status}`;
  } catch (error) {
    const isLate = error instanceof Error && error.name === "TimeoutError";
    return isLate ? `${host} did not answer within ${timeout / 1000} s` : `${host} cannot be reached`;
  }
}

/** The host of an address; undefined for text that is no address. */
export function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}
