import { describe, expect, test } from "vitest";
import { type Helpers, parseTemplate, renderTemplate, TemplateError } from "../../src/handlebars/index.js";

const helpers: Helpers = {
  inline: { shout: (text, mark = "!") => `${String(text).toUpperCase()}${mark}` },
  block: { indent: (body, width = 2) => body.replace(/^(?=.)/gm, " ".repeat(Number(width))) },
};

const partials = { row: parseTemplate("- {{name}}\n"), again: parseTemplate("{{> again}}") };

const render = (template: string, value: object = {}) =>
  renderTemplate(parseTemplate(template), value, helpers, partials);

/** The message and the rest of the template from where it is reported. */
function failure(template: string, value: object = {}): readonly [string, string] {
  try {
    render(template, value);
  } catch (error) {
    if (error instanceof TemplateError) return [error.message, template.slice(error.offset)];
    throw error;
  }
  throw new Error("it does not fail");
}

describe("values", () => {
  test("are inserted as they are", () => {
    expect(render("{{a}} {{{b.c}}} {{&d}} {{e}}", { a: "<&>", b: { c: 2 }, d: true, e: undefined })).toBe(
      "<&> 2 true ",
    );
  });

  test("of the surroundings and of the root", () => {
    const value = { name: "page", rows: [{ name: "a" }, { name: "b" }] };
    expect(render("{{#each rows}}{{name}}{{../name}}{{@root.name}}{{this.name}};{{/each}}", value)).toBe(
      "apagepagea;bpagepageb;",
    );
  });

  test("can be arguments of helpers", () => {
    expect(render('{{shout a}} {{shout "x" "?"}}', { a: "hey" })).toBe("HEY! X?");
  });

  test("a backslash keeps the braces", () => {
    expect(render("\\{{a}} {{! gone }}{{!-- {{a}} --}}.", { a: 1 })).toBe("{{a}} .");
  });
});

describe("blocks", () => {
  test("choose", () => {
    const template = "{{#if a}}a{{else if b}}b{{else}}c{{/if}}{{#unless a}}!{{/unless}}";
    expect(render(template, { a: 1, b: 0 })).toBe("a");
    expect(render(template, { a: [], b: 1 })).toBe("b!");
    expect(render(template, { a: "", b: 0 })).toBe("c!");
  });

  test("repeat, with the position", () => {
    const template = "{{#each list}}{{@index}}{{#unless @last}},{{/unless}}{{else}}none{{/each}}";
    expect(render(template, { list: ["x", "y"] })).toBe("0,1");
    expect(render(template, { list: [] })).toBe("none");
    expect(render("{{#each map}}{{@key}}={{this}};{{/each}}", { map: { a: 1, b: 2 } })).toBe("a=1;b=2;");
  });

  test("enter a value", () => {
    expect(render("{{#with a}}{{b}}{{else}}none{{/with}}", { a: { b: 1 } })).toBe("1");
    expect(render("{{#with a}}{{b}}{{else}}none{{/with}}", { a: undefined })).toBe("none");
  });

  test("include other templates", () => {
    expect(render("{{#each rows}}\n  {{> row}}\n{{/each}}\n.", { rows: [{ name: "a" }, { name: "b" }] })).toBe(
      "- a\n- b\n.",
    );
  });

  test("of the caller get the rendered body", () => {
    expect(render("{{#indent 3}}\na\n{{b}}\n\n{{/indent}}c", { b: "b\nb" })).toBe("   a\n   b\n   b\n\nc");
  });
});

describe("whitespace", () => {
  test("the line of a block tag leaves nothing", () => {
    const template = "a\n{{#each list}}\n- {{this}}\n  {{#if this}}\n  x\n  {{/if}}\n{{/each}}\nb\n";
    expect(render(template, { list: [1, 2] })).toBe("a\n- 1\n  x\n- 2\n  x\nb\n");
  });

  test("a value alone on its line keeps it", () => {
    expect(render("a\n{{b}}\nc", { b: "" })).toBe("a\n\nc");
  });

  test("a tilde removes it", () => {
    expect(render("a \n {{~b~}} \n c", { b: 1 })).toBe("a1c");
  });
});

test.each([
  ["{{titel}}", { title: "" }, 'unknown name "titel": did you mean "title"?', "{{titel}}"],
  ["a {{#each x}}", { x: [] }, "{{#each}} is not closed", "{{#each x}}"],
  ["{{#if x}}{{/each}}", { x: 1 }, "{{/each}} closes no block of that name", "{{/each}}"],
  ["{{#every x}}{{/every}}", { x: 1 }, 'unknown block "every"', "{{#every x}}{{/every}}"],
  ["{{shoot x}}", { x: 1 }, 'unknown helper "shoot": did you mean "shout"?', "{{shoot x}}"],
  ["{{else}}", {}, "{{else}} belongs to no block", "{{else}}"],
  ["{{> rows}}", {}, 'unknown partial "rows": did you mean "row"?', "{{> rows}}"],
  ["a {{> row}}", {}, 'in {{> row}}: unknown name "name"', "{{> row}}"],
  ["{{#each x as |y|}}{{/each}}", { x: [] }, '"|y|" is not supported here', "{{#each x as |y|}}{{/each}}"],
  ["x {{a", {}, "this tag has no end", "{{a"],
  ["{{}}", {}, "this tag is empty", "{{}}"],
  ["{{a}}", { a: [] }, "a list or an object is not a text: use {{#each}} or {{#with}}", "{{a}}"],
  ["{{../a}}", {}, "../a leads out of the template", "{{../a}}"],
  ["{{constructor}}", {}, 'unknown name "constructor"', "{{constructor}}"],
  ["{{a.__proto__}}", { a: {} }, 'unknown name "a.__proto__"', "{{a.__proto__}}"],
  ["{{@key}}", {}, "@key does not exist here", "{{@key}}"],
])("%s is reported where it is", (template, value, message, rest) => {
  expect(failure(template, value)).toEqual([message, rest]);
});

describe("a hostile template ends", () => {
  const list = Array.from({ length: 100 }, (_, index) => index);

  test("that repeats without output", () => {
    const template = `${"{{#each @root.list}}".repeat(20)}${"{{/each}}".repeat(20)}`;
    expect(failure(template, { list })[0]).toBe("the template runs too long");
  });

  test("that writes without end", () => {
    const template = `${"{{#each @root.list}}".repeat(3)}${"x".repeat(100)}${"{{/each}}".repeat(3)}`;
    expect(failure(template, { list })[0]).toBe("the page has more than 1000000 characters");
  });

  test("that includes itself", () => {
    expect(failure("{{> again}}")[0]).toMatch(/partials include one another without end$/);
  });

  test("that is nested deeply, or huge", () => {
    expect(failure("{{#if a}}".repeat(101), { a: 1 })[0]).toBe("blocks are nested more than 100 deep");
    expect(failure("x".repeat(200_001))[0]).toBe("the template has more than 200000 characters");
  });
});
