import type { CheckOn, Finding, LogqlSubject } from "../../../src/check/check.js";
import { logStream, system } from "../../../src/index.js";
import { panelDialect, parse } from "../../../src/logql/index.js";
import { buildCatalogue } from "../../../src/model/system/catalogue.js";
import type { SystemFacts } from "../../../src/model/system/system.js";

/** A shop whose cart logs JSON, and whose proxy logs logfmt. */
const shop = system("shop", { labels: { app: 2 }, serviceLabel: "app" });
shop.service("cart", {
  logs: logStream({
    selector: { namespace: "shop", app: "cart" },
    labels: { pod: 20, stream: ["stdout", "stderr"] },
    fields: { level: ["INFO", "WARNING", "ERROR"], message: 10_000, latency: 5000, pod: 20 },
  }),
});
shop.service("proxy", {
  logs: logStream({
    selector: { namespace: "shop", app: "proxy" },
    labels: { pod: 3 },
    fields: { status: ["200", "404", "500"], path: 50 },
    format: "logfmt",
  }),
});
export const catalogue = buildCatalogue(shop as unknown as SystemFacts);

/** Runs a check on an expression. Returns its findings with the text that each points at. */
export function checkLogql(
  check: CheckOn<LogqlSubject>,
  text: string,
  where: LogqlSubject["in"] = "panel",
): readonly (Finding & { readonly marked: string })[] {
  const { expr, errors } = parse(text, panelDialect);
  if (!expr || errors.length > 0) throw new Error(`${text}: ${errors[0]?.message}`);
  const subject: LogqlSubject = {
    kind: "logql",
    name: "the expression",
    allow: undefined,
    context: { settings: {}, catalogue, recorded: new Set() },
    in: where,
    expr,
    text,
    streams: [],
    locate: (start, end) => ({ span: undefined, excerpt: { text, start, end } }),
  };
  return Array.from(check.run(subject), (finding) => {
    const excerpt = finding.at && "excerpt" in finding.at ? finding.at.excerpt : undefined;
    return { ...finding, marked: excerpt ? excerpt.text.slice(excerpt.start, excerpt.end) : "" };
  });
}

/** The texts that a check points at. */
export function markedTexts(check: CheckOn<LogqlSubject>, text: string, where?: LogqlSubject["in"]): string[] {
  return checkLogql(check, text, where).map(({ marked }) => marked);
}
