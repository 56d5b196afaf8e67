import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderJunit } from "../../../src/simulate/report/junit.js";
import { xmlAttribute, xmlElement, xmlText } from "../../../src/simulate/report/xml.js";
import { alert, alertsDiffer, fileOf, outcomeOf, runOf, source } from "./runs.js";

const base = { cwd: "/p", root: "/p", subset: false };

describe("the JUnit report", () => {
  test("has a suite for each file and a case for each test", () => {
    const failed = alertsDiffer([alert({ job: "<a&b>" })], []);
    const [, second] = source.tests;
    const warning = { id: "test/no-expectations", message: "expects nothing", fix: "add one", range: second! } as const;
    const xml = renderJunit(runOf([fileOf([failed, { ...outcomeOf(second!), warnings: [warning] }])]), base);
    expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="telltale test" tests="2" failures="1" errors="0" skipped="0" time="0.012">
<testsuite name="cart.yml" tests="2" failures="1" errors="0" skipped="0" time="0.004">
  <testcase name="goes down" classname="cart.yml" file="cart.yml" line="3" time="0.002"><failure message="&quot;Down&quot; after 5m: 1 alert missing" type="test/alerts">cart.yml:7:20
test/alerts: "Down" after 5m: 1 alert missing
- expected  + got

- alertname  "Down"
- job        "&lt;a&amp;b&gt;"</failure></testcase>
  <testcase name="test 2" classname="cart.yml" file="cart.yml" line="11" time="0.002"><system-out>cart.yml:11:5
test/no-expectations: expects nothing
fix: add one</system-out></testcase>
</testsuite>
</testsuites>
`);
  });

  test("has an error if a file cannot run", () => {
    const diagnostic = { id: "yaml/syntax", severity: "error", summary: "not YAML" } as const;
    const xml = renderJunit(runOf([fileOf([], { source: undefined, diagnostics: [diagnostic] })]), base);
    expect(xml).toContain('<testsuites name="telltale test" tests="1" failures="0" errors="1" skipped="0"');
    expect(xml).toContain('<error message="not YAML" type="yaml/syntax">yaml/syntax: not YAML</error>');
  });

  test("has an error for a missing file", () => {
    const diagnostic = { id: "files/not-found", severity: "error", summary: 'there is no file "a.yml"' } as const;
    const xml = renderJunit(runOf([], { diagnostics: [diagnostic] }), base);
    expect(xml).toContain('<testcase name="telltale test" classname="telltale test" time="0"><error ');
  });

  test("includes TypeScript tests", () => {
    const file = "/p/a.test.ts";
    const tests = [
      { file, name: "fires", state: "failed", milliseconds: 1500, messages: ["no\n  timeline"] },
      { file, name: "resolves", state: "skipped", milliseconds: 0, messages: [] },
    ] as const;
    const xml = renderJunit(runOf([], { typescript: { tests, errors: [] } }), base);
    expect(xml).toContain(`<testsuite name="a.test.ts" tests="2" failures="1" errors="0" skipped="1" time="1.500">
  <testcase name="fires" classname="a.test.ts" file="a.test.ts" time="1.500"><failure message="no" type="test/typescript">no
  timeline</failure></testcase>
  <testcase name="resolves" classname="a.test.ts" file="a.test.ts" time="0.000"><skipped/></testcase>
</testsuite>`);
  });
});

describe("XML", () => {
  test.each([
    ["a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"],
    ["\u0000\u001b[31m\u007f", "\ufffd\ufffd[31m\u007f"],
    ["\ud800 😀 \uffff", "\ufffd 😀 \ufffd"],
    ["]]>", "]]&gt;"],
    ["a\n\tb", "a\n\tb"],
  ])("holds %j", (text, written) => {
    expect(xmlText(text)).toBe(written);
  });

  test("keeps line breaks and quotes in attributes", () => {
    expect(xmlAttribute('"a"\n\tb')).toBe("&quot;a&quot;&#10;&#9;b");
  });

  test("is well-formed for any text", () => {
    const allowed = /^(?:[\t\n\r\u0020-\ud7ff\ue000-\ufffd]|[\ud800-\udbff][\udc00-\udfff])*$/;
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const xml = xmlElement("a", { b: text }, [xmlText(text)]);
        expect(xml).toMatch(allowed);
        const [, attribute, content] = /^<a b="([^"<>\n\t\r]*)">([^<>]*)<\/a>$|^<a b="[^"<>\n\t\r]*">$/.exec(xml) ?? [];
        for (const part of [attribute, content]) expect(part).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#\d+;)/);
      }),
    );
  });
});
