import { describe, expect, test } from "vitest";
import {
  builtins,
  compile,
  execute,
  type GoFunction,
  type GoList,
  type GoMap,
  type GoString,
  type GoType,
  type GoValue,
  goFunction,
  goInt,
  goList,
  goString,
  goStringMap,
  listType,
  mapType,
  stringType,
  text,
  typed,
  variadicFunction,
} from "../../../src/gotemplate/execution.js";
import { parseTemplate } from "../../../src/gotemplate/index.js";

/** Templates of notifications: other data and other functions than those of alerts. */
const stringList = listType(stringType);
const labelsType: GoType = {
  ...mapType(stringType, "template.KV"),
  methods: new Map([
    ["Names", (receiver) => goFunction([], () => names(receiver as GoMap))],
    [
      "Remove",
      (receiver) => goFunction([typed<GoList>(stringList)], ({ items = [] }) => without(receiver as GoMap, items)),
    ],
  ]),
};

function names({ entries }: GoMap): GoList {
  return goList(
    [...(entries?.keys() ?? [])].sort().map((name) => goString(name)),
    stringList,
  );
}

function without(labels: GoMap, removed: readonly GoValue[]): GoMap {
  const gone = new Set(removed.map((name) => (name as GoString).value));
  return { ...labels, entries: new Map([...(labels.entries ?? [])].filter(([name]) => !gone.has(name))) };
}

const labels: GoMap = { ...goStringMap({ severity: "critical", job: "api" }), type: labelsType };
const notification: GoValue = {
  kind: "struct",
  type: { name: "*template.Data", kind: "struct" },
  fields: new Map<string, GoValue>([
    ["Status", goString("firing")],
    ["CommonLabels", labels],
    ["Count", goInt(2)],
  ]),
};

const functions = new Map<string, GoFunction>([
  ...builtins(26),
  [
    "stringSlice",
    variadicFunction([], text, (_, items) =>
      goList(
        items.map((item) => goString(item)),
        stringList,
      ),
    ),
  ],
  ["shout", goFunction([text], (value) => goString(`${value.toUpperCase()}!`))],
]);

function notify(template: string) {
  const parsed = parseTemplate(template, { functions: new Set(functions.keys()), variables: [], elseWith: true });
  const options = { name: "slack.title", functions, missingKey: "nothing", rangesOverIntegers: true } as const;
  return execute(compile(template, parsed.template!), notification, options);
}

describe("a template with other data", () => {
  test("reads fields, calls methods and functions of its own", () => {
    const template =
      '[{{ .Status | shout }}{{ if gt .Count 1 }} {{ .Count }}{{ end }}]{{ range .CommonLabels.Names }} {{ . }}{{ end }} {{ (.CommonLabels.Remove (stringSlice "job")).Names }}';
    expect(notify(template)).toEqual({ text: "[FIRING! 2] job severity [severity]" });
  });

  test("may have no value for missing keys", () => {
    expect(notify("{{ .CommonLabels.nope }}")).toEqual({ text: "<no value>" });
  });

  test("has its name in errors", () => {
    expect(notify("{{ .Nope }}")).toEqual({
      error:
        'template: slack.title:1:3: executing "slack.title" at <.Nope>: can\'t evaluate field Nope in type *template.Data',
    });
    expect(notify("{{ .CommonLabels.Remove 5 }}")).toHaveProperty(
      "error",
      expect.stringContaining("can't handle 5 for arg of type []string"),
    );
  });

  test("has a budget", () => {
    const options = { name: "t", functions, missingKey: "zero", rangesOverIntegers: true } as const;
    const { template } = parseTemplate("{{ range 100 }}x{{ end }}", {
      functions: new Set(),
      variables: [],
      elseWith: true,
    });
    const program = compile("{{ range 100 }}x{{ end }}", template!);
    const limits = { steps: 1000, characters: 50, templateDepth: 10 };
    expect(execute(program, undefined, options, limits)).toHaveProperty(
      "error",
      expect.stringContaining("more than 50 characters"),
    );
    expect(execute(program, undefined, options, { ...limits, characters: 100 })).toHaveProperty("text");
  });
});
