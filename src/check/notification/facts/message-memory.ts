import type { MessageTexts } from "../../../routing/render-message.js";

const maxFiles = 8;
const maxMessages = 4_000;

/** The messages of earlier builds, by the text of the template files and then by what else they are rendered from. */
const memory = new Map<string, Map<string, MessageTexts>>();

/** Memoises messages over the builds of a process: a save changes few of them. */
export function rememberMessage(templates: string, inputs: unknown, render: () => MessageTexts): MessageTexts {
  const ofFile = memory.get(templates) ?? new Map<string, MessageTexts>();
  const key = JSON.stringify(inputs);
  let texts = ofFile.get(key);
  if (texts === undefined) {
    texts = render();
    if (memory.size >= maxFiles && !memory.has(templates)) memory.clear();
    if (ofFile.size >= maxMessages) ofFile.clear();
    memory.set(templates, ofFile.set(key, texts));
  }
  return texts;
}
