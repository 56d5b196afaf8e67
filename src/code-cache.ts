import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { Script } from "node:vm";
import { codeFolder } from "./package-folder.js";
import { userCacheFolder } from "./user-cache-folder.js";

/** The imports of a module, for the script that holds its code. */
export interface ModuleScope {
  readonly load: (specifier: string) => Promise<unknown>;
  readonly meta: ImportMeta;
  readonly imported: readonly unknown[];
}

type Part = (load: ModuleScope["load"], meta: ImportMeta, ...imported: unknown[]) => Record<string, unknown>;

/** Identifies the compiled code of a part of the program. */
interface KeptPart {
  readonly release: string;
  readonly name: string;
  /** V8 and its flags when the part was loaded. */
  readonly engine: number;
}

/** A part of the program that this process runs. */
interface LoadedPart extends KeptPart {
  readonly script: Script;
  /** The CPU time of the process that kept its compiled code, in milliseconds; 0 if none did. */
  readonly cpuMilliseconds: number;
}

const loaded: LoadedPart[] = [];

/** The projects of a user may each have this program installed. */
const keptInstallations = 8;

/**
 * Runs a large part of this program and returns its exports. `scripts/cached-parts.mjs` writes the calls. V8 takes the code
 * that an earlier process compiled, which saves a tenth of a build.
 *
 * @param release a digest of all parts
 */
export function loadPart(
  name: string,
  release: string,
  { load, meta, imported }: ModuleScope,
): Record<string, unknown> {
  const url = new URL(`parts/${name}.js`, codeFolder);
  const script = compile(readFileSync(url, "latin1"), url, { release, name });
  return (script.runInThisContext() as Part)(load, meta, ...imported);
}

/** Runs a large CommonJS module that requires no other, and returns its exports. */
export function loadModule(url: URL): unknown {
  const source = readFileSync(url, "utf8");
  const release = digestOf(Buffer.from(source)).toString("hex").slice(0, 16);
  const script = compile(`(function (module) {${source}\n})`, url, { release, name: basename(url.pathname, ".cjs") });
  const module = { exports: {} };
  (script.runInThisContext() as (module: object) => void)(module);
  return module.exports;
}

function compile(source: string, { href }: URL, part: Omit<KeptPart, "engine">): Script {
  const engine = cachedDataVersionTag();
  const kept = readKept({ ...part, engine });
  const script = new Script(source, { filename: href, ...(kept && { cachedData: kept.code }) });
  const cpuMilliseconds = kept && !script.cachedDataRejected ? kept.cpuMilliseconds : 0;
  loaded.push({ ...part, script, engine, cpuMilliseconds });
  return script;
}

/**
 * Keeps the compiled code of this process when it ends. V8 compiles a function when it is first called: a process that works
 * twice as long as the one before has compiled more of them, and replaces its code.
 */
export function keepCompiledCode(): void {
  const caches = codeCacheFolder();
  if (caches === undefined) return;
  process.once("exit", () => {
    const { user, system } = process.cpuUsage();
    const cpuMilliseconds = (user + system) / 1000;
    // V8 refuses code that was kept with other flags than it is loaded with.
    const engine = cachedDataVersionTag();
    const outdated = loaded.filter((part) => part.engine === engine && cpuMilliseconds > 2 * part.cpuMilliseconds);
    try {
      for (const part of outdated) {
        writeKept(keptPath(caches, part), { cpuMilliseconds, code: part.script.createCachedData() });
      }
      if (outdated.length > 0) removeOld(caches);
    } catch (error) {
      // It is compiled again next time: a full disk, for example, must not fail a command that is done.
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    }
  });
}

/** Compiled code, and the CPU time of the process that kept it. */
interface KeptCode {
  readonly cpuMilliseconds: number;
  readonly code: Buffer;
}

/** V8 crashes on damaged code, so the file begins with a digest of the rest. */
const digestLength = 32;

function writeKept(path: string, { cpuMilliseconds, code }: KeptCode): void {
  const time = Buffer.alloc(Float64Array.BYTES_PER_ELEMENT);
  time.writeDoubleLE(cpuMilliseconds);
  const content = Buffer.concat([time, code]);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, Buffer.concat([digestOf(content), content]));
  renameSync(`${path}.${process.pid}`, path);
}

function readKept(part: KeptPart): KeptCode | undefined {
  const bytes = readIfThere(part);
  const content = bytes?.subarray(digestLength);
  if (!bytes || !content || !digestOf(content).equals(bytes.subarray(0, digestLength))) return undefined;
  return { cpuMilliseconds: content.readDoubleLE(), code: content.subarray(Float64Array.BYTES_PER_ELEMENT) };
}

function digestOf(content: Buffer): Buffer {
  return createHash("sha256").update(content).digest();
}

function readIfThere(part: KeptPart): Buffer | undefined {
  const folder = codeCacheFolder();
  if (folder === undefined) return undefined;
  try {
    return readFileSync(keptPath(folder, part));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}

/** Removes the code of other releases of this installation, and of the installations that kept theirs longest ago. */
function removeOld(caches: string): void {
  const releases = new Set(loaded.map(({ release }) => release));
  const own = join(caches, installation);
  for (const name of readdirSync(own)) {
    if (!releases.has(name.slice(0, name.indexOf("-")))) rmSync(join(own, name), { force: true });
  }
  const folders = readdirSync(caches).map((name) => ({ name, time: statSync(join(caches, name)).mtimeMs }));
  for (const { name } of folders.sort((one, other) => other.time - one.time).slice(keptInstallations)) {
    rmSync(join(caches, name), { recursive: true, force: true });
  }
}

/**
 * Compiled code keeps the paths of the scripts that it was compiled from. With those of another installation, a definition
 * would not be told from the code of this program in a stack.
 */
const installation = digestOf(Buffer.from(codeFolder.href)).toString("hex").slice(0, 8);

function keptPath(caches: string, { release, name, engine }: KeptPart): string {
  return join(caches, installation, `${release}-${name}-${process.version}-${process.arch}-${engine}`);
}

function codeCacheFolder(): string | undefined {
  const folder = userCacheFolder();
  return folder === undefined ? undefined : join(folder, "code");
}
