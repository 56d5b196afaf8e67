/** Thrown inside of an evaluation when the query fails, and caught where it began. */
export class QueryFailure extends Error {}

export function fail(message: string): never {
  throw new QueryFailure(message);
}
