/** The least number of objects that progress is shown for. */
const longWork = 20;

/** Shows the progress of a sync in one line of a terminal, which is cleared in the end. */
export function syncProgress(
  stream: NodeJS.WriteStream,
  word: "written" | "read" | "queried" = "written",
): (done: number, total: number) => void {
  return (done, total) => {
    if (!stream.isTTY || total < longWork) return;
    stream.write(done === total ? "\r\u001b[K" : `\r\u001b[K${done} of ${total} ${word}`);
  };
}
