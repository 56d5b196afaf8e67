/** Thrown inside of an evaluation when the query fails, and caught where it began. */
export class QueryFailure extends Error {}

export function fail(message: string): never {
  throw new QueryFailure(message);
}

/** Fails as Prometheus does when a query needs more samples at once than it may. */
export function failTooManySamples(): never {
  return fail(tooManySamples);
}

export const tooManySamples = "query processing would load too many samples into memory in query execution";
