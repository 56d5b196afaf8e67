import { RE2JS, RE2JSException } from "re2js";
import type { RuleTest, TestFile } from "../../formats/prometheus-tests/index.js";

/** True for the tests to run. */
export type TestSelection = (test: RuleTest, source: TestFile) => boolean;

/** Selects tests by an RE2 regular expression that their name or the path of their file contains a match of. */
export function selectTests(pattern: string): TestSelection | { readonly error: string } {
  try {
    const compiled = RE2JS.compile(pattern);
    const matches = (text: string) => compiled.matcher(text).find();
    return ({ name }, { file }) => matches(name?.value ?? "") || matches(file);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return { error: error.message.replace(/^error parsing regexp: /, "") };
  }
}
