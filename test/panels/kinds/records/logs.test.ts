import { logql, logs } from "telltale";
import { expect, test } from "vitest";
import { logsKind } from "../../../../src/panels/kinds/records/logs.js";
import { render } from "../../render.js";

const errors = logql`{app="cart"} |= "error"`;

test("shows the newest lines first, wrapped", () => {
  expect(render(logs("A", errors)).options).toMatchObject({ sortOrder: "Descending", wrapLogMessage: true });
  const { options } = render(logs("A", errors, { newestFirst: false, wrap: false }));
  expect(options).toMatchObject({ sortOrder: "Ascending", wrapLogMessage: false });
});

test("takes LogQL only, and has no values to give a unit to", () => {
  expect(logsKind).toMatchObject({ format: "logs", showsNumbers: false });
});

test("shows lines by its options", () => {
  const panel = logs("A", errors, { showTime: false, showLabels: true, deduplicate: "numbers", prettify: true });
  expect(render(panel).options).toMatchObject({
    showTime: false,
    showLabels: true,
    dedupStrategy: "numbers",
    prettifyLogMessage: true,
    enableLogDetails: true,
  });
  expect(render(logs("A", errors, { details: false })).options).toMatchObject({ enableLogDetails: false });
});

test("shows details at the side, colours and buttons", () => {
  const options = { detailsAt: "side", highlightSyntax: true, showControls: true } as const;
  expect(render(logs("A", errors, options)).options).toMatchObject({
    detailsMode: "sidebar",
    syntaxHighlighting: true,
    showControls: true,
  });
});
