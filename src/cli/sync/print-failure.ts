/** Prints the reason why a command, or its work on one target, stopped. */
export function printFailure(
  { summary, fix }: { readonly summary: string; readonly fix: string | undefined },
  target?: string,
): void {
  const place = target === undefined ? "" : `${target}: `;
  process.stderr.write(`error: ${place}${summary}\n${fix === undefined ? "" : `fix: ${fix}\n`}`);
}
