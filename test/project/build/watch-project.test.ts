import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { temporaryFolder, writeFiles } from "../temporary-folder.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

const files = {
  "package.json": '{ "type": "module" }',
  "telltale.config.ts": `import { defineConfig } from "telltale";
export default defineConfig({ environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "p" } } } } });
`,
  "shared/title.ts": 'export const title = "Cart";\n',
  "systems/shop.ts": `import { system } from "telltale";
import { title } from "../shared/title.js";
export const shop = system("shop", { routes: {} });
export const cart = shop.dashboard(title, { key: "cart", description: "Is the cart there?" });
`,
};

/** `telltale dev` in a temporary project. */
class Session {
  readonly folder: string;
  readonly process: ChildProcessWithoutNullStreams;
  printed = "";
  private seen = 0;

  constructor() {
    this.folder = temporaryFolder(files);
    mkdirSync(join(this.folder, "node_modules"));
    symlinkSync(repository, join(this.folder, "node_modules/telltale"));
    this.process = spawn(process.execPath, [join(repository, "dist/cli/main.js"), "dev"], { cwd: this.folder });
    this.process.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.printed += text;
    });
    onTestFinished(() => {
      this.process.kill("SIGKILL");
    });
  }

  /** Resolves to the output until the next build has ended. */
  async built(): Promise<string> {
    for (;;) {
      const end = /\(\d+ ms\)\n/.exec(this.printed.slice(this.seen));
      if (end) {
        const text = this.printed.slice(this.seen, this.seen + end.index).trim();
        this.seen += end.index + end[0].length;
        return text;
      }
      if (this.process.exitCode !== null) throw new Error(`telltale dev ended: ${this.printed}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  write(path: string, text: string): void {
    writeFiles(this.folder, { [path]: text });
  }

  dashboard(): { title: string } {
    return JSON.parse(readFileSync(join(this.folder, "generated/prod/shop/dashboards/cart.json"), "utf8"));
  }
}

describe("telltale dev", () => {
  test("rebuilds when definitions, their imports or the configuration change", async () => {
    const session = new Session();
    expect(await session.built()).toBe("1 written, 0 unchanged");
    session.write("shared/title.ts", 'export const title = "Basket";\n');
    expect(await session.built()).toBe("1 written, 0 unchanged");
    expect(session.dashboard().title).toBe("Basket");
    session.write(
      "dashboards/new.ts",
      'import { shop } from "../systems/shop.js";\nexport const a = shop.dashboard("New", { description: "Is it new?" });\n',
    );
    // The other dashboard leads to the new one.
    expect(await session.built()).toBe("2 written, 0 unchanged");
    rmSync(join(session.folder, "dashboards/new.ts"));
    expect(await session.built()).toBe("1 written, 1 deleted, 0 unchanged");
    session.write("telltale.config.ts", files["telltale.config.ts"].replace('"p"', '"other"'));
    expect(await session.built()).toMatch(/^\d written/);
  });

  test("reports errors, and builds again once they are fixed", async () => {
    const session = new Session();
    await session.built();
    session.write("shared/title.ts", "export const title = ;\n");
    expect(await session.built()).toMatch(/error\[definition\/syntax-error\](?:.|\n)*1 error, nothing written$/);
    session.write("telltale.config.ts", "throw new Error('no');\n");
    expect(await session.built()).toMatch(/error\[definition\/throws\](?:.|\n)*nothing written$/);
    session.write("shared/title.ts", 'export const title = "Mended";\n');
    session.write("telltale.config.ts", files["telltale.config.ts"]);
    expect(await session.built()).toBe("1 written, 0 unchanged");
    expect(session.dashboard().title).toBe("Mended");
  });

  test("stops on Ctrl-C and leaves no temporary files", async () => {
    const session = new Session();
    await session.built();
    const ended = new Promise((resolve) => session.process.on("exit", (code, signal) => resolve({ code, signal })));
    session.process.kill("SIGINT");
    expect(await ended).toEqual({ code: 0, signal: null });
    const left = readdirSync(join(session.folder, "node_modules/.cache/telltale"));
    expect(left.filter((name) => name.startsWith(`${session.process.pid}`))).toEqual([]);
    expect(readdirSync(join(session.folder, "generated")).sort()).toEqual([".telltale-manifest.json", "prod"]);
  });
});
