// @ts-check
import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";

/**
 * Generates a CommonJS module that validates against the schema and imports nothing. CommonJS, because a synchronous
 * function can load it on first use.
 *
 * @param {Record<string, unknown>} schema
 * @returns {string}
 */
export function standaloneValidator(schema) {
  const ajv = new Ajv({
    allErrors: true,
    allowUnionTypes: true,
    // The schema around `then` and `else` has already checked that the value is an object.
    strictRequired: false,
    strictTypes: false,
    inlineRefs: false,
    messages: false,
    // Errors carry their schema, from which a message takes the known names and the description.
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
