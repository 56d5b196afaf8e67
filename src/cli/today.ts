/** Today's date in UTC, or the date of `SOURCE_DATE_EPOCH`, as in other reproducible builds. */
export function today(): string {
  const epoch = process.env.SOURCE_DATE_EPOCH;
  const now = epoch !== undefined && /^\d{1,11}$/.test(epoch) ? new Date(Number(epoch) * 1000) : new Date();
  return now.toISOString().slice(0, 10);
}
