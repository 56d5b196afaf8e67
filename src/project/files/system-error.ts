/**
 * Describes an error of the operating system without its path, which the caller names as the user knows it. Rethrows any
 * other error.
 */
export function describeSystemError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return message.replace(/, \w+ '.*$/s, "");
}
