/** Shows the progress of mutation testing in one line of a terminal, which is cleared in the end. */
export function mutationProgress(stream: NodeJS.WriteStream) {
  return ({ done, total, survived }: { readonly done: number; readonly total: number; readonly survived: number }) => {
    if (!stream.isTTY) return;
    const unnoticed = survived === 0 ? "" : `, ${survived} not noticed`;
    stream.write(done === total ? "\r\u001b[K" : `\r\u001b[K${done} of ${total} changes tried${unnoticed}`);
  };
}
