interface Progress {
  readonly done: number;
  readonly total: number;
  readonly survived: number;
}

/** Shows the progress of mutation testing in one line of a terminal, which is cleared in the end. */
export function mutationProgress(stream: NodeJS.WriteStream): (progress: Progress) => void {
  return ({ done, total, survived }) => {
    if (!stream.isTTY) return;
    const unnoticed = survived === 0 ? "" : `, ${survived} not noticed`;
    const text =
      done === 0 ? `running all tests once, then ${total} changes` : `${done} of ${total} changes tried${unnoticed}`;
    stream.write(done === total ? "\r\u001b[K" : `\r\u001b[K${text}`);
  };
}
