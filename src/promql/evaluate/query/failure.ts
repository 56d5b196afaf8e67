/** Thrown to fail a query, and caught where the evaluation started. */
export class QueryFailure extends Error {}

export function fail(message: string): never {
  throw new QueryFailure(message);
}

/** Fails a query that exceeds its sample budget. */
export function failTooManySamples(): never {
  return fail(tooManySamples);
}

export const tooManySamples = "query processing would load too many samples into memory in query execution";
