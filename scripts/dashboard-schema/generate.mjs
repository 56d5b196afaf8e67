// @ts-check
// Writes schema/grafana-dashboard.schema.json and the validator compiled from it, unless they are up to date.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const scripts = dirname(fileURLToPath(import.meta.url));
const output = join(scripts, "../../schema");
const schemaFile = join(output, "grafana-dashboard.schema.json");
const validatorFile = join(output, "grafana-dashboard.validator.cjs");

const sdk = dirname(dirname(dirname(require.resolve("@grafana/grafana-foundation-sdk/dashboard"))));
const origin = `Generated from the types of @grafana/grafana-foundation-sdk ${packageVersion(sdk)}`;
const stamp = `${origin}, ${fingerprint()}`;

if (!isUpToDate()) await generate();

async function generate() {
  const { Declarations } = await import("./declarations.mjs");
  const { dashboardSchema } = await import("./dashboard.mjs");
  const { standaloneValidator } = await import("./validator.mjs");
  const declarations = new Declarations(join(sdk, "dist"));
  const schema = { $comment: stamp, ...dashboardSchema(declarations, panelTypes()) };
  const validator = `// ${stamp}\n${standaloneValidator(schema)}`;
  mkdirSync(output, { recursive: true });
  write(schemaFile, `${JSON.stringify(schema, undefined, 2)}\n`);
  // Written last, because the next run reads the stamp in it.
  write(validatorFile, validator);
}

function isUpToDate() {
  if (!existsSync(schemaFile) || !existsSync(validatorFile)) return false;
  return readFileSync(validatorFile, "utf8").startsWith(`// ${stamp}\n`);
}

/** Maps panel types to SDK modules by building a panel with each builder. */
function panelTypes() {
  const dist = join(sdk, "dist");
  const modules = readdirSync(dist)
    .filter((module) => existsSync(join(dist, module, "panelBuilder.gen.js")))
    .filter((module) => !/^dashboard(v\d.*)?$/.test(module))
    .sort();
  return new Map(
    modules.map((module) => {
      const { PanelBuilder } = require(`@grafana/grafana-foundation-sdk/${module}`);
      return [String(new PanelBuilder().build().type), module];
    }),
  );
}

/** Hashes everything that the output depends on. */
function fingerprint() {
  const hash = createHash("sha256");
  for (const name of readdirSync(scripts).sort()) hash.update(readFileSync(join(scripts, name)));
  hash.update(packageVersion(dirname(require.resolve("ajv/package.json"))));
  return hash.digest("hex").slice(0, 16);
}

/** @param {string} folder */
function packageVersion(folder) {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version.replace(/^v/, "");
}

/**
 * @param {string} file
 * @param {string} text
 */
function write(file, text) {
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, file);
}
