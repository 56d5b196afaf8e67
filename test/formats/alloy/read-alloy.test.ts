import { describe, expect, test } from "vitest";
import { readAlloy } from "../../../src/formats/alloy/index.js";

/** Returns the findings of a configuration as `line:column id: message`. */
function findings(text: string, stability?: "experimental"): readonly string[] {
  const { diagnostics } = readAlloy(text, { file: "config.alloy", ...(stability && { stability }) });
  return diagnostics.map(({ id, summary, span }) => `${span?.start.line}:${span?.start.column} ${id}: ${summary}`);
}

const write = 'prometheus.remote_write "cloud" {\n  endpoint {\n    url = "https://mimir/push"\n  }\n}\n';
const scrape = (attributes: string) =>
  `${write}prometheus.scrape "apps" {\n  targets    = []\n  forward_to = [prometheus.remote_write.cloud.receiver]\n  ${attributes}\n}\n`;
const relabel = (attributes: string) =>
  `discovery.relabel "apps" {\n  targets = []\n  rule {\n    ${attributes.replaceAll("; ", "\n    ")}\n  }\n}\n`;

describe("syntax", () => {
  test.each([
    ["a = 1\n", ["1:1 alloy/misplaced"]],
    ["logging { level = `info` }\n", []],
    ['logging {\n  level = "info" // comment\n}\n', []],
    ['logging {\n  level = "info" /* one */ // two\n}\n', []],
    ['logging {\n  level = "info" # comment\n}\n', ["2:18 alloy/syntax", "2:18 alloy/syntax"]],
    ["logging {\n  level = 'info'\n}\n", ["2:11 alloy/syntax", "2:11 alloy/syntax"]],
    ['logging {\n  level = "in\\fo\\d"\n}\n', ["2:17 alloy/syntax"]],
    ['http {\n}\nlogging {\n  level = "info"\n', ["5:1 alloy/syntax"]],
    [
      `logging {\n  level = ${"(".repeat(500)}"info"${")".repeat(500)}\n}\n`,
      ["2:411 alloy/syntax", "4:1 alloy/syntax"],
    ],
  ])("%j", (text, expected) => {
    expect(findings(text).map((line) => line.split(": ")[0])).toEqual(expected);
  });

  test("a byte order mark and line ends of Windows are fine", () => {
    expect(findings('\ufefflogging {\r\n  level = "info"\r\n}\r\n')).toEqual([]);
  });

  test("a list that spans lines ends with a comma", () => {
    const { diagnostics } = readAlloy('local.file_match "a" {\n  path_targets = [\n    {a = "b"}\n  ]\n}\n', {
      file: "config.alloy",
    });
    expect(diagnostics.map(({ summary, fix }) => [summary, fix])).toEqual([
      ["expected a comma or ], found the end of the line", "end the line with a comma, after the last item too"],
    ]);
  });
});

describe("types", () => {
  test.each([
    ['job_name = "a"', []],
    ["job_name = 5", []],
    ['sample_limit = "100"', []],
    ['sample_limit = "many"', ['"sample_limit" must be a number, not a string']],
    ['honor_labels = "true"', ['"honor_labels" must be true or false, not a string']],
    ['scrape_interval = "1d"', ['"scrape_interval" must be a duration, such as "30s": the largest unit is h']],
    ['params = { a = "b" }', ['"params" has "a", which must be a list, with each element a string, not a string']],
    ['body_size_limit = "10MB"', []],
    ['body_size_limit = "10"', ['"body_size_limit" must be a size with its unit, such as "10MiB"']],
    ["job_name = null", []],
    ["job_name = prometheus.remote_write.cloud.receiver", ['"job_name" must be a string, not a receiver of metrics']],
    ["clustering {\n    enabled = !1\n  }", ["! takes true or false, not a number"]],
  ])("%s", (attributes, expected) => {
    expect(findings(scrape(attributes)).map((line) => line.replace(/^\S+ \S+: /, ""))).toEqual(expected);
  });

  test("a secret becomes a string only by convert.nonsensitive", () => {
    const secret = 'remote.kubernetes.secret "s" {\n  namespace = "a"\n  name = "b"\n}\n';
    const url = (value: string) => `${secret}loki.write "w" {\n  endpoint {\n    url = ${value}\n  }\n}\n`;
    expect(findings(url('convert.nonsensitive(remote.kubernetes.secret.s.data["url"])'))).toEqual([]);
    expect(findings(url('remote.kubernetes.secret.s.data["url"]'))).toEqual([
      '7:11 alloy/wrong-type: "url" must be a string, and a secret does not become one by itself',
    ]);
    const content = (isSecret: boolean) =>
      `local.file "f" {\n  filename = "/a"\n  is_secret = ${isSecret}\n}\nloki.write "w" {\n  endpoint {\n    url = local.file.f.content\n  }\n}\n`;
    expect(findings(content(false))).toEqual([]);
    expect(findings(content(true))).toHaveLength(1);
  });
});

describe("references", () => {
  test("an export has a type", () => {
    expect(findings(scrape("").replace("cloud.receiver", "cloud.input"))).toEqual([
      '8:47 alloy/expression: there is no field "input" here: the value has receiver',
    ]);
    const auth = 'otelcol.auth.basic "b" {\n  username = "a"\n  password = "b"\n}\n';
    const exporter =
      'otelcol.exporter.otlp "t" {\n  client {\n    endpoint = "t:4317"\n    auth = otelcol.auth.basic.b\n  }\n}\n';
    expect(findings(auth + exporter)).toEqual([
      '8:12 alloy/wrong-type: "auth" must be a handler of an otelcol.auth component, not an object',
    ]);
  });

  test("a misspelled label is suggested", () => {
    const { diagnostics } = readAlloy(scrape("").replace("remote_write.cloud.", "remote_write.clod."), { file: "a" });
    expect(diagnostics.map(({ fix }) => fix)).toEqual(["did you mean prometheus.remote_write.cloud?"]);
  });

  test("components of a declare are not seen from outside", () => {
    const declare = `declare "m" {\n  argument "url" { }\n  ${write.replaceAll("\n", "\n  ")}\n  export "receiver" {\n    value = prometheus.remote_write.cloud.receiver\n  }\n}\n`;
    expect(findings(`${declare}m "a" {\n  url = "x"\n}\n`)).toEqual([]);
    expect(findings(`${declare}m "a" { }\n`)).toEqual(['13:1 alloy/missing: m needs the attribute "url"']);
    const outside = 'prometheus.relabel "r" {\n  forward_to = [prometheus.remote_write.cloud.receiver]\n}\n';
    expect(findings(declare + outside)).toHaveLength(1);
    expect(
      findings(`${declare}m "a" {\n  url = "x"\n}\n${outside.replace("prometheus.remote_write.cloud", "m.a")}`),
    ).toEqual([]);
  });

  test("a foreach sees what is outside, and needs a flag", () => {
    const foreach = `${write}foreach "f" {\n  collection = ["a"]\n  var = "one"\n  template {\n    prometheus.relabel "r" {\n      forward_to = [prometheus.remote_write.cloud.receiver]\n      rule {\n        target_label = one\n      }\n    }\n  }\n}\n`;
    expect(findings(foreach)).toEqual(["6:1 alloy/stability: foreach is experimental"]);
    expect(findings(foreach, "experimental")).toEqual([]);
    expect(findings(foreach.replace("= one", "= two"), "experimental")).toEqual([
      "13:24 alloy/unknown-reference: there is no component two here",
    ]);
  });
});

describe("what components refuse", () => {
  test.each([
    ['action = "labeldrop"; regex = "a"', []],
    ['action = "labeldrop"; source_labels = ["a"]', ['the action labeldrop takes no "source_labels"']],
    ['action = "hashmod"; target_label = "a"', ['the action hashmod needs a "modulus" above 0']],
    ['source_labels = ["a"]', ['the action replace needs a "target_label"']],
    ['action = "keepequal"; target_label = "a"; regex = "b"', ['the action keepequal takes no "regex"']],
    ['target_label = "a"; regex = "("', ['"regex" must be a regular expression that RE2 accepts']],
    ['target_label = sys.env("A")', []],
  ])("relabelling: %s", (attributes, expected) => {
    expect(findings(relabel(attributes)).map((line) => line.replace(/^\S+ \S+: /, ""))).toEqual(expected);
  });

  test.each([
    ['basic_auth { }\n  bearer_token = sys.env("A")', ['"basic_auth" and "bearer_token" exclude each other']],
    ['no_proxy = "a"', ['"no_proxy" needs "proxy_url"']],
    ['tls_config {\n    cert_file = "a"\n  }', ['"cert_file" needs "key_pem" or "key_file" as well']],
    [
      'oauth2 {\n    client_id = "a"\n    token_url = "b"\n  }',
      ['"client_secret" or "client_secret_file" is required here'],
    ],
    [
      'scrape_protocols = ["PrometheusProto"]\n  enable_protobuf_negotiation = true',
      ['"enable_protobuf_negotiation" and "scrape_protocols" exclude each other'],
    ],
  ])("scraping: %s", (attributes, expected) => {
    expect(findings(scrape(attributes)).map((line) => line.replace(/^\S+ \S+: /, ""))).toEqual(expected);
  });
});
