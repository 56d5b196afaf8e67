/**
 * What the operating system says is in the way, without the path: whoever reports it names that as the reader knows
 * it. Anything else that was thrown is not the system's, and thrown on.
 */
export function systemMessage(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return message.replace(/, \w+ '.*$/s, "");
}
