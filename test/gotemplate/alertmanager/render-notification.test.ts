import { describe, expect, test } from "vitest";
import { missingTool } from "../../oracles/tools.js";
import { renderWithAmtool } from "./amtool-render.js";
import { alert, group, notification, render } from "./notification.js";

const labelled = (note: string) => notification([alert("cart-a", { labels: { alertname: "A", note } })]);

const texts = [
  "{{ .Status }} {{ .Receiver }} {{ .ExternalURL }}",
  "{{ len .Alerts }} {{ len .Alerts.Firing }} {{ .Alerts.Resolved | len }}",
  "{{ range .Alerts.Firing }}{{ .Labels.pod }} {{ .Status }};{{ end }}",
  '{{ .GroupLabels.SortedPairs.Values | join "," }} {{ .CommonLabels.Names }} {{ .CommonLabels.Values }}',
  "{{ range .CommonLabels.SortedPairs }}{{ .Name }}={{ .Value }};{{ end }}",
  '{{ (.CommonLabels.Remove (stringSlice "alertname" "severity")).SortedPairs.Names }}',
  "{{ range .Alerts }}{{ (.Labels.Remove $.CommonLabels.Names).Values }}{{ end }}",
  "{{ .CommonAnnotations.missing }}|{{ index .CommonLabels `none` }}|{{ with .CommonLabels.none }}{{ . }}{{ else }}-{{ end }}",
  "{{ toUpper `aé` }} {{ toLower `AÉ` }} {{ title `don't be a b.c` }}",
  '{{ match "^war" .CommonLabels.severity }} {{ reReplaceAll "(\\\\w+)-(\\\\w)" "$2/${1}" "cart-a" }}',
  '{{ join ", " (stringSlice "a" "b") }} {{ safeHtml "<b>" }}',
  '{{ range .Alerts }}{{ .StartsAt.UTC.Format "2 Jan 15:04" }} {{ .EndsAt.Sub .StartsAt }} {{ (.EndsAt.Sub .StartsAt).Round 1000000000 }};{{ end }}',
  "{{ range .Alerts }}{{ (.StartsAt.Sub .EndsAt).Round 7000000000 }} {{ (.EndsAt.Sub .StartsAt).Truncate 60000000000 }};{{ end }}",
  "{{ define `a` }}[{{ . }}]{{ end }}{{ template `a` .CommonLabels.severity }}",
  '{{ $gap := "" }}{{ range .Alerts }}{{ $gap }}{{ .Labels.pod }}{{ $gap = ", " }}{{ end }}',
  '{{ printf `%q` `a "b" <c>` | urlquery }}',
];

const pages = [
  "<p>{{ .CommonLabels.note }}</p>",
  '<p title="{{ .CommonLabels.note }}" class=\'{{ .CommonLabels.note }}\'>{{ safeHtml "<b>" }}</p>',
  '<a href="{{ .CommonLabels.note }}">x</a>',
  '<a href="https://example.com/{{ .CommonLabels.note }}/b?c={{ .CommonLabels.note }}#{{ .CommonLabels.note }}">x</a>',
  '<a href="{{ .ExternalURL }}/#/a?b={{ .CommonLabels.note | urlquery }}">{{ .CommonLabels.note | urlquery }}</a>',
];

const notes = [
  `a+b "c" 'd' <e> & f`,
  "javascript:alert(1)",
  "https://example.com/a b?c=d&e=%20f#(g)",
  "mailto:a@b",
  "ü€😀 50%",
  "a:b/c",
];

test("what Alertmanager's functions and data print", () => {
  expect(texts.map((text) => render(text))).toMatchInlineSnapshot(`
    [
      "firing team https://alerts.example.com",
      "3 2 1",
      "cart-a firing;cart-b firing;",
      "PodRestarts [alertname namespace severity] [PodRestarts shop warning]",
      "alertname=PodRestarts;namespace=shop;severity=warning;",
      "[namespace]",
      "[cart-a][cart-b][cart-c]",
      "||-",
      "AÉ aé Don't Be A B.c",
      "true a/cart",
      "a, b <b>",
      "28 Nov 13:24 12m0.123s 12m0s;28 Nov 13:24 12m0.123s 12m0s;28 Nov 13:24 12m0.123s 12m0s;",
      "-12m1s 12m0s;-12m1s 12m0s;-12m1s 12m0s;",
      "[warning]",
      "cart-a, cart-b, cart-c",
      "%22a+%5C%22b%5C%22+%3Cc%3E%22",
    ]
  `);
});

test("HTML is escaped by its context", () => {
  expect(pages.map((page) => render(page, 28, { html: true, of: labelled(notes[0]!) }))).toMatchInlineSnapshot(`
    [
      "<p>a&#43;b &#34;c&#34; &#39;d&#39; &lt;e&gt; &amp; f</p>",
      "<p title="a&#43;b &#34;c&#34; &#39;d&#39; &lt;e&gt; &amp; f" class='a&#43;b &#34;c&#34; &#39;d&#39; &lt;e&gt; &amp; f'><b></p>",
      "<a href="a&#43;b%20%22c%22%20%27d%27%20%3ce%3e%20&amp;%20f">x</a>",
      "<a href="https://example.com/a&#43;b%20%22c%22%20%27d%27%20%3ce%3e%20&amp;%20f/b?c=a%2bb%20%22c%22%20%27d%27%20%3ce%3e%20%26%20f#a%2bb%20%22c%22%20%27d%27%20%3ce%3e%20%26%20f">x</a>",
      "<a href="https://alerts.example.com/#/a?b=a%2Bb&#43;%22c%22&#43;%27d%27&#43;%3Ce%3E&#43;%26&#43;f">a%2Bb&#43;%22c%22&#43;%27d%27&#43;%3Ce%3E&#43;%26&#43;f</a>",
    ]
  `);
});

test("an action in a tag, outside a quoted attribute, is an error", () => {
  expect(render("<p {{ .Status }}>", 28, { html: true })).toContain("cannot escape what is printed here");
});

test("labels print as pairs since 0.26", () => {
  expect(render("{{ .CommonLabels }}", 25)).toBe("map[alertname:PodRestarts namespace:shop severity:warning]");
  expect(render("{{ .CommonLabels }}", 26)).toBe("alertname=PodRestarts, namespace=shop, severity=warning");
});

test("functions exist since the release that brought them", () => {
  expect(render("{{ trimSpace ` a ` }}", 25)).toBe('function "trimSpace" not defined');
  expect(render("{{ trimSpace ` a ` }}", 26)).toBe("a");
  const since =
    "{{ range .Alerts.Resolved }}{{ since .StartsAt | humanizeDuration }} {{ .StartsAt | date `15:04` }}{{ end }}";
  expect(render(since, 27)).toContain('function "since" not defined');
  expect(render(since, 28)).toBe("15m 0s 13:24");
  expect(render("{{ if true }}{{ else with 1 }}{{ end }}", 27)).toContain("expected");
  expect(render("{{ if false }}{{ else with 1 }}{{ . }}{{ end }}", 28)).toContain("unexpected");
});

test("errors are worded as Go words them", () => {
  expect(render("{{ .Nope }}")).toBe(
    'template: :1:3: executing "" at <.Nope>: can\'t evaluate field Nope in type *template.Data',
  );
  expect(render('{{ template "none" . }}')).toContain('template "none" not defined');
  expect(render("{{ toJson . }}", 30)).toContain("Telltale does not execute toJson");
});

const skipped = missingTool("amtool", "0.25");

describe.skipIf(skipped)("equals amtool's output", () => {
  test.each(texts)("%s", (text) => {
    expect(render(text, 25)).toBe(renderWithAmtool(text, group, { templates: "" }));
  });

  test.each(notes)("in HTML with %s", (note) => {
    const text = pages.join("\n");
    const of = labelled(note);
    expect(render(text, 25, { html: true, of })).toBe(renderWithAmtool(text, of, { templates: "", html: true }));
  });
});
