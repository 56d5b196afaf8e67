/** A number with commas between thousands, as in `1,234.5`. By hand where it is whole: the first use of `Intl` takes 10 ms. */
export function formatCount(count: number): string {
  if (!Number.isSafeInteger(count) || Object.is(count, -0)) return count.toLocaleString("en-US");
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
