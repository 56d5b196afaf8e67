import { describeFailure } from "../../sync/sync-error.js";

/** Prints the reason why a command, or its work on one target, stopped. */
export function printFailure(
  { summary, fix }: { readonly summary: string; readonly fix: string | undefined },
  target?: string,
): void {
  const place = target === undefined ? "" : `${target}: `;
  process.stderr.write(`error: ${place}${summary}\n${fix === undefined ? "" : `fix: ${fix}\n`}`);
}

/** Does some work. Prints the reason if it fails, and returns 1. */
export async function reportFailure(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    printFailure(describeFailure(error));
    return 1;
  }
}
