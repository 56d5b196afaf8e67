/** Maximum number of attempts for one request. */
export const maxAttempts = 5;

const firstDelay = 250;
const longestDelay = 60_000;

/** The time to wait before the next attempt: as the server asks for, or twice as long each time. */
export function retryDelay(attempt: number, retryAfter: string | undefined, now = Date.now()): number {
  const asked = readRetryAfter(retryAfter, now);
  return Math.min(asked ?? firstDelay * 2 ** (attempt - 1), longestDelay);
}

/** `Retry-After` is in seconds, or a date. */
function readRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** True for answers after which the server has done nothing. Grafana answers 401 under load, too. */
export function isRefusedForNow(status: number): boolean {
  return status === 429 || status === 401;
}

/** True for transient failures: a gateway whose server is restarting or waking up. */
export function isGatewayFailure(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}
