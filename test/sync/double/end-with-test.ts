import { onTestFinished } from "vitest";

/** Ends a server with the test. */
export function endWithTest<Double extends { close(): Promise<void> }>(double: Double): Double {
  onTestFinished(() => double.close());
  return double;
}
