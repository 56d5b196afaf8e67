import { loadRe2 } from "../../../regexp/re2.js";
import { type Stage, stage } from "../pipeline/stage.js";

/** Introducers of control sequences of terminals. */
const introducer = /[\x1b\x9b]/;

/** Control sequences: text up to a bell, or numbers up to a letter. */
const controlSequence =
  "[\\x1b\\x{9b}][[\\]()#;?]*(?:(?:(?:[a-zA-Z\\d]*(?:;[a-zA-Z\\d]*)*)?\\x07)|(?:(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PRZcf-ntqry=><~]))";

/** `| decolorize`: removes colours and other control sequences. */
export function decolorizer(): Stage {
  const pattern = loadRe2().RE2JS.compile(controlSequence);
  return stage((line) => (introducer.test(line) ? pattern.matcher(line).replaceAll("") : line));
}
