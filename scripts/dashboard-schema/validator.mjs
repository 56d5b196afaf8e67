// @ts-check
import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";

/**
 * The code of a CommonJS module that validates against the schema and imports nothing. CommonJS, because that can be
 * loaded when it is first needed by a function that is not asynchronous.
 *
 * @param {Record<string, unknown>} schema
 * @returns {string}
 */
export function standaloneValidator(schema) {
  const ajv = new Ajv({
    allErrors: true,
    allowUnionTypes: true,
    // `then` and `else` speak of properties whose object and type were settled by the schema around them.
    strictRequired: false,
    strictTypes: false,
    inlineRefs: false,
    messages: false,
    // An error then carries the schema it came from: the names that would have been known, the description.
    verbose: true,
    code: { source: true, optimize: true },
  });
  const validate = ajv.compile(schema);
  const standalone = /** @type {{ default: typeof standaloneCode.default }} */ (standaloneCode).default;
  const code = standalone(ajv, validate);
  const imported = /\brequire\([^)]*\)/.exec(code);
  if (imported !== null) throw new Error(`the validator is not self-contained: ${imported[0]}`);
  return `${code}\n`;
}
