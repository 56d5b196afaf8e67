import { RE2JS, RE2JSException } from "re2js";
import type { RuleTest, TestFile } from "../../formats/prometheus-tests/index.js";

/** Which tests are run. */
export type TestSelection = (test: RuleTest, source: TestFile) => boolean;

/**
 * Selects the tests whose name, or the path of whose file, a regular expression in RE2's syntax is found in; or says what
 * is wrong with the expression.
 */
export function selectTests(pattern: string): TestSelection | { readonly error: string } {
  try {
    const compiled = RE2JS.compile(pattern);
    const isIn = (text: string) => compiled.matcher(text).find();
    return ({ name }, { file }) => isIn(name?.value ?? "") || isIn(file);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return { error: error.message.replace(/^error parsing regexp: /, "") };
  }
}
