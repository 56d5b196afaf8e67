/** Templates of every kind, all of which are compared with Prometheus 2.42. */

const numbers = [
  "0",
  "-0.0",
  "1",
  "-1",
  "0.1",
  "0.5",
  "0.25",
  "2.5",
  "3.5",
  "0.999",
  "0.9999",
  "0.99999",
  "1.0001",
  "12.34",
  "99.995",
  "99.994",
  "100",
  "999.9",
  "999.96",
  "1000",
  "1023",
  "1024",
  "1025",
  "1234.5",
  "12345",
  "123456.789",
  "1e6",
  "1048576",
  "1.5e9",
  "2e12",
  "1e15",
  "3.3e18",
  "1e21",
  "1e24",
  "1e27",
  "1e300",
  "1.7976931348623157e308",
  "0.001",
  "0.0012345",
  "1e-6",
  "4.56e-9",
  "1e-12",
  "1e-24",
  "1e-27",
  "5e-324",
  "-0.001",
  "-12345.678",
  "-1e9",
  "0x10",
  "0x1p4",
  "9007199254740993",
];

const texts = [
  "NaN",
  "+Inf",
  "-Inf",
  "inf",
  "12.5",
  "-3",
  "1e3",
  "0x1p-2",
  "1_000",
  " 1",
  "",
  "abc",
  "1e999",
  "-infinity",
];

const numberFunctions = [
  "humanize",
  "humanize1024",
  "humanizeDuration",
  "humanizePercentage",
  "humanizeTimestamp",
  "toTime",
];

const durations = [
  "59",
  "59.9999",
  "60",
  "61.5",
  "3599.99",
  "3600",
  "3661",
  "86399",
  "86400",
  "90061.7",
  "1e7",
  "-75",
  "-0.02",
  "1e18",
  "9.3e18",
  "1e19",
];

const printNumbers = ["42", "-42", "0", "3.14159", "-3.14159", "1e6", "1e21", "1e-7", "'x'"];
const printArguments = [...printNumbers, '"text"', '"\\u00e9\\n\\x00"', "true", "$labels.nope", "nil"];
const verbs = [
  "v",
  "+v",
  "#v",
  "T",
  "t",
  "b",
  "c",
  "d",
  "o",
  "O",
  "q",
  "x",
  "X",
  "U",
  "e",
  "E",
  "f",
  "F",
  "g",
  "G",
  "s",
  "p",
  "w",
  "z",
  "!",
  "é",
];
const flags = [
  "5",
  "-5",
  "05",
  "+",
  "-05",
  " ",
  "#",
  "+5.1",
  ".0",
  ".3",
  "8.3",
  "-8.3",
  "08.3",
  "+08.3",
  " 08.3",
  "#.3",
  "# ",
  "012",
  ".10",
  "+#",
  ".",
];

function combined(): string[] {
  const templates: string[] = [];
  for (const name of numberFunctions) {
    for (const number of numbers) templates.push(`{{ ${name} ${number} }}`);
    for (const text of texts) templates.push(`{{ "${text}" | ${name} }}`);
    templates.push(
      `{{ ${name} true }}`,
      `{{ ${name} nil }}`,
      `{{ ${name} $labels }}`,
      `{{ ${name} }}`,
      `{{ ${name} 1 2 }}`,
    );
  }
  for (const duration of durations) templates.push(`{{ humanizeDuration ${duration} }}`);
  for (const verb of verbs) {
    for (const argument of printArguments) {
      if (verb === "p" && argument !== "42") continue;
      templates.push(`{{ printf "%${verb}" ${argument} }}`);
    }
  }
  for (const flag of flags) {
    for (const verb of ["v", "d", "x", "X", "o", "b", "c", "q", "U", "s", "t", "e", "f", "g", "G", "#v"]) {
      const argument = "efgG".includes(verb) ? "-3.14159" : verb === "s" ? '"héllo"' : "42";
      templates.push(`{{ printf "[%${flag}${verb}]" ${argument} }}`);
    }
    for (const verb of ["v", "q", "x", "X", "s", "e", "g", "f", "b"]) {
      const argument = "qs".includes(verb) ? '"a`b"' : verb === "x" || verb === "X" ? '"héllo"' : "100.0";
      templates.push(`{{ printf "[%${flag}${verb}]" ${argument} }}`);
    }
    templates.push(
      `{{ printf "[%${flag}x]" 10.5 }}`,
      `{{ printf "[%${flag}q]" 233 }}`,
      `{{ printf "[%${flag}U]" 233 }}`,
    );
    templates.push(`{{ range query "sort(limits)" }}{{ printf "[%${flag}f]" .Value }}{{ end }}`);
  }
  return templates;
}

const written = String.raw`
{{ $labels }}
{{ .Labels }}
{{ $externalLabels }}
{{ .ExternalLabels.cluster }}
{{ $externalLabels.nope }}|
{{ $externalURL }} {{ .ExternalURL }}
{{ $value }} {{ .Value }}
{{ . }}
{{ $ }}
{{ $.Labels.job }}
{{ $labels.job }} {{ $labels.nope }}|{{ .Labels.nope }}|{{ index $labels "nope" }}|
{{ $labels.foo.bar }}
{{ .Foo }}
{{ .labels }}
{{ $value.foo }}
{{ .Labels.job.name }}
{{ .Value.Sum }}
{{ $labels.job "x" }}
{{ .Labels "x" }}
{{ 1 | .Labels }}
{{ 1 | $labels }}
{{ $labels 1 }}
{{ 1 | $labels.job }}
{{ "a" | (1) }}
{{ (1) 2 }}
{{ 1 2 }}
{{ . 1 }}
{{ nil }}
{{ true 1 }}
{{ 1 }} {{ 1.0 }} {{ 1e3 }} {{ 0x1F }} {{ 0b11 }} {{ 0o17 }} {{ 017 }} {{ 1_000 }} {{ 'a' }} {{ '\n' }} {{ '\u00e9' }} {{ -5 }} {{ +5 }}
{{ 1000000.0 }} {{ 100000.0 }} {{ 1e20 }} {{ 1e21 }} {{ 123456789.0 }} {{ 0.0001 }} {{ 0.00001 }} {{ 0x1p-2 }} {{ .5 }} {{ 5. }}
{{ 1i }} {{ 1+2i }} {{ 1.5-2.5i }} {{ 1e3i }}
{{ 9223372036854775807 }}
{{ 9223372036854775808 }}
{{ 18446744073709551615 }}
{{ -9223372036854775808 }}
{{ print 18446744073709551615 }}
{{ "plain" }} {{ ${"`raw \\n`"} }} {{ "esc\t\"q\" \u00e9 \x41 \101" }}
{{ true }} {{ false }}
{{ print }}|{{ print nil }}|{{ print 1 2 }}|{{ print "a" "b" }}|{{ print "a" 1 2 "b" 3 }}|{{ print 1 "a" 2 }}
{{ println }}|{{ println "a" 1 nil }}
{{ print $labels }} {{ print .Labels 1 }}
{{ print true false }} {{ print 1.5 2 }}
{{ printf "%v %v" $labels $externalLabels }}
{{ printf "%+v" $labels }}
{{ printf "%#v" $externalLabels }}
{{ printf "%d" $externalLabels }}
{{ printf "%q" $externalLabels }}
{{ printf "%x" $externalLabels }}
{{ printf "%5s|%-5s|%05s" "ab" "ab" "ab" }}
{{ printf "%s" 1 }} {{ printf "%d" "x" }} {{ printf "%d" 1.5 }} {{ printf "%s" nil }} {{ printf "%d" nil }} {{ printf "%f" 1 }}
{{ printf "%" }}|{{ printf "%%" }}|{{ printf "a%" 1 }}|{{ printf "%5" 1 }}|{{ printf "%.5" 1 }}|{{ printf "%-" 1 }}
{{ printf "%d" }}|{{ printf "%d %d" 1 }}|{{ printf "%d" 1 2 }}|{{ printf "x" 1 "a" nil }}
{{ printf "%[2]d %[1]d" 1 2 }}|{{ printf "%[3]d" 1 2 }}|{{ printf "%[0]d" 1 }}|{{ printf "%[x]d" 1 }}|{{ printf "%[1" 1 }}|{{ printf "%[1]d %d %d" 1 2 }}
{{ printf "%[2]*[1]d" 7 5 }}|{{ printf "%[1]5d" 7 }}|{{ printf "%[1].2f" 7.5 }}|{{ printf "%.[2]*[1]f" 7.5 2 }}|{{ printf "%[1]v %[1]T" 1.5 }}
{{ printf "%*d" 5 42 }}|{{ printf "%-*d|" 5 42 }}|{{ printf "%*d|" -5 42 }}|{{ printf "%.*f" 2 3.14159 }}|{{ printf "%.*f" -2 3.14159 }}|{{ printf "%*d" "x" 42 }}|{{ printf "%*d" 2000000 42 }}|{{ printf "%.*f" 1.5 1.5 }}
{{ printf "%99999999999d|" 1 }}
{{ printf "%.99999999999f|" 1.5 }}
{{ printf "%10000000000000000000000d" 5 }}
{{ printf "%08.3f|%+.2e|%-10.1f|% d|%x|%X|%#x|%#o|%b" 3.14159 12345.678 2.25 7 255 255 255 8 5 }}
{{ printf "%6.2f%%" 12.345 }}
{{ printf "%t %v" true false }} {{ printf "%t" 1 }}
{{ printf "%c%c%c" 72 105 0x1F600 }} {{ printf "%c" -1 }} {{ printf "%c" 0x110000 }} {{ printf "%c" 0xd800 }} {{ printf "%U" -1 }} {{ printf "%#U" 0x1F600 }} {{ printf "%#U" 10 }}
{{ printf "%q" 'x' }} {{ printf "%q" 0x1F600 }} {{ printf "%+q" 0x1F600 }} {{ printf "%q" 7 }} {{ printf "%q" 39 }} {{ printf "%+q" "é" }} {{ printf "%#q" "a" }} {{ printf "%#q" "a${"`"}b" }} {{ printf "%q" "\u200b\ufeff\u00a0\x7f" }}
{{ printf "%x" "hello" }} {{ printf "% x" "hello" }} {{ printf "%#x" "hello" }} {{ printf "%# x" "hello" }} {{ printf "%X" "é" }} {{ printf "%.2x" "hello" }} {{ printf "%20x|" "hello" }} {{ printf "%-20x|" "hello" }} {{ printf "%x" "" }} {{ printf "%5x|" "" }}
{{ printf "%.3s|%.10s|%.0s|%5.1s" "héllo" "héllo" "héllo" "héllo" }}
{{ printf "%e %E %g %G %.3g %.3e" 123456.789 123456.789 123456.789 1e-10 123456.789 123456.789 }}
{{ printf "%.0f %.0f %.0f %.0f %.1f %.1f" 0.5 1.5 2.5 3.5 0.25 0.35 }}
{{ printf "%.20f" 0.1 }} {{ printf "%.50g" 0.1 }} {{ printf "%.3f" 1e21 }} {{ printf "%f" 1e30 }}
{{ printf "%#g %#.3g %#e %#f %#v %#x" 1.0 1.0 1.0 1.0 1.0 1.0 }}
{{ printf "%b" 1.0 }} {{ printf "%x" 1.0 }} {{ printf "%X" 0.1 }} {{ printf "%.3x" 0.1 }} {{ printf "%x" 5e-324 }} {{ printf "%b" 5e-324 }} {{ printf "%.0x" 1.5 }} {{ printf "%.0x" 2.5 }} {{ printf "%x" -0.0 }}
{{ printf "%v %d %x" 1+2i 1+2i 1.5i }} {{ printf "%.2f" 1+2i }} {{ printf "%+v" 1-2i }}
{{ printf "%T %T %T %T %T %T %T" 1 1.5 "x" true $labels 'x' 1i }} {{ printf "%T" nil }}
{{ printf "%T %T" (query "sort(many)") (query "sort(many)" | first) }}
{{ printf "%T" (safeHtml "x") }} {{ printf "%T" (toTime 0) }} {{ printf "%T" (args 1) }} {{ printf "%T" (index "abc" 0) }}
{{ printf "%v" (args 1 "a" nil 1.5) }} {{ printf "%#v" (args 1 "a" nil 1.5) }} {{ printf "%d" (args 1 "a") }}
{{ printf "%s %v %q" (safeHtml "<b>") (safeHtml "<b>") (safeHtml "<b>") }}
{{ printf "%!" 1 }} {{ printf "%z %d" 1 }}
{{ printf 5 }}
{{ printf }}
{{ 5 | printf "%d" }} {{ "x" | printf "%s-%s" "y" }}
{{ "%d" | printf }}
{{ printf $labels.nope }}|
{{ printf "%d items" (len $labels) }}
{{ humanize "abc" }}
{{ len "héllo" }} {{ len $labels }} {{ len (query "sort(many)") }} {{ len (args) }} {{ len "" }}
{{ len 5 }}
{{ len nil }}
{{ len }}
{{ index "abc" 1 }} {{ index $labels "job" }} {{ index (query "sort(many)") 1 | value }} {{ index $labels }}
{{ index "abc" 5 }}
{{ index "abc" -1 }}
{{ index "abc" "x" }}
{{ index "abc" nil }}
{{ index $labels 1 }}
{{ index $labels nil }}
{{ index nil 1 }}
{{ index 5 1 }}
{{ index (query "sort(many)") 3 }}
{{ index $labels "job" 0 }}
{{ index $labels "job" "x" }}
{{ slice "abcdef" 1 3 }} {{ slice "abcdef" 2 }} {{ slice "abcdef" }} {{ slice "abc" 3 }}| {{ len (slice (query "sort(many)") 1) }} {{ len (slice (query "sort(many)") 0 1) }} {{ len (slice (query "sort(many)") 0 1 2) }}
{{ slice "abc" 4 }}
{{ slice "abc" 2 1 }}
{{ slice "abc" 0 1 2 }}
{{ slice 5 1 }}
{{ slice nil }}
{{ slice (query "sort(many)") 0 2 1 }}
{{ slice (query "sort(many)") 0 1 2 3 }}
{{ slice $labels 1 }}
{{ not true }} {{ not 0 }} {{ not "" }} {{ not "a" }} {{ not $labels }} {{ not nil }} {{ not 0.0 }} {{ not $labels.nope }}
{{ not }}
{{ not 1 2 }}
{{ and 1 2 3 }} {{ and 1 0 3 }} {{ and "" 1 }}| {{ or 0 "" 5 }} {{ or 0 "" }}| {{ or 1 2 }} {{ and true }} {{ or false }} {{ and 1 nil 2 }} {{ or nil 1 }}
{{ and 0 (index "a" 5) }} {{ or 1 (index "a" 5) }}
{{ and 1 (index "a" 5) }}
{{ 1 | and 2 }} {{ 0 | or 0 }} {{ 0 | and 1 }} {{ 3 | or 0 }} {{ 3 | and 0 }} {{ nil | printf "%v" }}
{{ and }}
{{ or }}
{{ eq 1 1 }} {{ eq 1 2 3 1 }} {{ eq "a" "b" "a" }} {{ eq 1.5 1.5 }} {{ eq true true }} {{ eq nil nil }} {{ eq $labels.job "api-server" }} {{ eq 1i 1i }} {{ ne 1 2 }} {{ ne "a" "a" }}
{{ eq 1 1.0 }}
{{ eq 1 "1" }}
{{ eq "a" nil }} {{ eq nil 1 }}
{{ eq 1 }}
{{ eq }}
{{ eq $labels $labels }}
{{ eq 1 2 "x" }} 
{{ eq 1 1 "x" }}
{{ ne 1 1.5 }}
{{ lt 1 2 }} {{ lt 2 1 }} {{ lt "a" "b" }} {{ lt 1.5 1.6 }} {{ le 1 1 }} {{ le "b" "a" }} {{ gt 2 1 }} {{ gt 1 1 }} {{ ge 1 1 }} {{ ge 0.5 1.5 }} {{ lt "Z" "a" }} {{ lt "é" "z" }} {{ lt "\uffff" "\U0001f600" }}
{{ lt 1 1.5 }}
{{ lt true false }}
{{ lt 1i 2i }}
{{ lt nil 1 }}
{{ lt $labels $labels }}
{{ gt $value 1000.0 }} {{ gt $value 2000.0 }}
{{ gt $value 1000 }}
{{ lt 1 }}
{{ eq (toTime 0) (toTime 0) }}
{{ html "a<b>&\"'" }} {{ html $labels.odd }} {{ html 1 2 "x" }} {{ html $labels }} {{ html nil }} {{ html }}|
{{ js "it's \"<a>\" & \\ =\n\t\x00é\u200b\u2028" }} {{ js $labels.odd }} {{ js 1 2 }}
{{ urlquery "a b&c=d/é?~-_.!*'()" }} {{ urlquery $labels.odd }} {{ urlquery 1 2 }}
{{ call 1 }}
{{ call nil }}
{{ call print 1 }}
{{ call $labels }}
{{ call }}
{{ if 1 }}a{{ end }}{{ if 0 }}b{{ end }}{{ if "" }}c{{ else }}d{{ end }}{{ if 0.0 }}e{{ else if 1 }}f{{ else }}g{{ end }}{{ if nil }}x{{ else }}n{{ end }}{{ if $labels }}h{{ end }}{{ if .Foo }}{{ end }}
{{ if nil }}x{{ else }}n{{ end }}
{{ if query "none" }}some{{ else }}none{{ end }} {{ if query "one" }}some{{ end }}
{{ if eq $labels.job "api-server" }}yes{{ else }}no{{ end }} {{ if and (gt $value 1.0) (lt $value 2000.0) }}in{{ end }}
{{ if (index $labels "nope") }}x{{ else }}empty{{ end }}
{{ if true }}{{ else }}{{ end }}|{{ if not true }}a{{ else if false }}b{{ else if true }}c{{ end }}
{{ with $labels.job }}{{ . }}{{ end }} {{ with $labels.nope }}x{{ else }}none {{ .Value }}{{ end }} {{ with $x := 5 }}{{ $x }}{{ . }}{{ end }}
{{ with query "sort(many)" }}{{ len . }}{{ with index . 1 }} {{ .Value }} {{ $.Value }}{{ end }}{{ end }}
{{ with .Labels }}{{ .job }} {{ .nope }}|{{ end }}{{ with 0 }}x{{ else }}{{ .Labels.job }}{{ end }}
{{ range query "sort(many)" }}{{ .Labels.instance }}={{ .Value }};{{ end }}
{{ range $s := query "sort(many)" }}{{ $s.Labels.instance }} {{ . | value }} {{ label "zone" . }};{{ end }}
{{ range $i, $s := query "sort(many)" }}{{ $i }}:{{ $s | label "instance" }} {{ end }}
{{ range $k, $v := $labels }}{{ $k }}={{ $v }} {{ end }}
{{ range $labels }}{{ . }},{{ end }}
{{ range query "none" }}x{{ else }}nothing{{ end }} {{ range $x := query "none" }}x{{ else }}{{ $x }}{{ end }}
{{ range 3 }}x{{ end }}
{{ range "abc" }}x{{ end }}
{{ range 1.5 }}{{ end }}
{{ range true }}{{ end }}
{{ range nil }}{{ end }}
{{ range .Nope }}{{ end }}
{{ range $i, $e := query "sort(many)" }}{{ if eq $i 1 }}{{ break }}{{ end }}{{ $i }}{{ end }}
{{ range $i, $e := query "sort(many)" }}{{ if eq $i 1 }}{{ continue }}{{ end }}{{ $i }}{{ end }}
{{ range query "sort(many)" }}{{ range query "one" }}{{ break }}{{ end }}.{{ with 1 }}{{ if . }}{{ continue }}{{ end }}{{ end }}never{{ end }}
{{ range query "sort(many)" }}a{{ range query "none" }}{{ else }}{{ break }}{{ end }}b{{ end }}
{{ range $x := query "sort(many)" }}{{ range $y := query "sort(many)" }}{{ if eq $x.Labels.instance $y.Labels.instance }}{{ $x.Value }} {{ end }}{{ end }}{{ end }}
{{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ $x }}{{ end }}{{ $x }}{{ if true }}{{ $x = 3 }}{{ end }}{{ $x }}
{{ $x := 0 }}{{ range query "sort(many)" }}{{ $x = .Value }}{{ end }}{{ $x }}
{{ $i := 0 }}{{ $e := 0 }}{{ range $i, $e = query "sort(many)" }}{{ end }}{{ $i }} {{ $e.Value }}
{{ $v := "a" }}{{ range $v = $labels }}{{ end }}{{ $v }}
{{ $x := $labels }}{{ $x.job }} {{ $y := .Value }}{{ $y }}
{{ $x := query "sort(many)" | first }}{{ $x.Value }} {{ $x.Labels.zone }} {{ $x }}
{{ ($x := 5) }} {{ print ($y := 6) $y }}
{{ with $x := 1 }}{{ $x = 2 }}{{ $x }}{{ . }}{{ end }}
{{ define "t" }}[{{ . }}]{{ end }}{{ template "t" }}{{ template "t" 1 }}{{ template "t" $labels.job }}
{{ define "u" }}{{ $ }}{{ .a }}{{ end }}{{ template "u" args 1 }}
{{ define "v" }}{{ range $i, $x := . }}{{ $i }}{{ $x }} {{ end }}{{ end }}{{ template "v" (args "a" "b") }}
{{ block "blk" 5 }}<{{ . }}>{{ end }}{{ template "blk" 6 }}
{{ template "nope" }}
{{ template "nope" . }}
{{ define "bad" }}{{ .x.y.z }}{{ end }}{{ template "bad" $labels }}
{{ define "bad2" }}{{ index . 1 }}{{ end }}{{ template "bad2" 5 }}
{{ define "empty" }}{{ end }}[{{ template "empty" }}]
{{ define "rec" }}{{ if . }}{{ len . }}{{ template "rec" (slice . 1) }}{{ end }}{{ end }}{{ template "rec" "abcd" }}
a {{- 1 -}} b {{ 2 -}}   c   {{- /* note */ -}} d
line1
{{/* comment */}}x{{- /* c */ -}}  y
{{ "a" | print "b" | print "c" }} {{ 1 | print | len }} {{ (print 1 2) | len }}
{{ query "sort(many)" | first | value | humanize }} {{ (query "one" | first).Value }} {{ (query "one" | first).Labels.job }} {{ (index (query "sort(many)") 0).Labels.zone }}
{{ query "none" | first }}
{{ query "none" }} {{ query "one" | first }}
{{ query 5 }}
{{ query }}
{{ "one" | query | first | label "job" }}
{{ first 5 }}
{{ first nil }}
{{ value nil }}
{{ label "a" nil }}
{{ strvalue (query "one" | first) }} {{ query "one" | first | strvalue }} {{ query "sort(many)" | first | strvalue }}|
{{ label "x" 5 }}
{{ value "x" }}
{{ query "sort(many)" | sortByLabel "instance" | first | value }} {{ range sortByLabel "zone" (query "sort(many)") }}{{ .Labels.instance }} {{ end }}
{{ $q := query "sort(many)" }}{{ $s := sortByLabel "zone" $q }}{{ (index $q 0).Labels.instance }} {{ len $s }}
{{ sortByLabel "x" 1 }}
{{ args }} {{ args 1 "b" }} {{ (args 1 2).arg1 }} {{ (args 1).arg9 }} {{ index (args 5) "arg0" }} {{ index (args 5) "nope" }} {{ args nil }} {{ (args (args 1)).arg0.arg0 }}
{{ (args 1).x.y }}
{{ (args $labels).arg0.job }} {{ with args 1 2 }}{{ .arg0 }}{{ .arg1 }}{{ end }}
{{ (args 1).arg0.foo }}
{{ range $k, $v := args "x" 2 }}{{ $k }}={{ $v }} {{ end }}
{{ print (args 1).nope }} {{ printf "%v" (args 1).nope }} {{ html (args 1).nope }} {{ len (args 1).nope }}
{{ eq (args 1).arg0 1 }} {{ eq (args 1).nope nil }} {{ and (args 0).arg0 1 }} {{ not (args 0).arg0 }} {{ humanize (args 5).arg0 }}
{{ toUpper (args "abc").arg0 }} {{ toUpper (args 5).arg0 }}
{{ toUpper (args 1).nope }}
{{ reReplaceAll "a" "b" "banana" }} {{ reReplaceAll "(a)(n)" "$2$1" "banana" }} {{ reReplaceAll "(?P<x>a)n" "<${"${x}"}>" "banana" }} {{ reReplaceAll "a" "$1x" "banana" }} {{ reReplaceAll "(a)" "$1x" "banana" }} {{ reReplaceAll "(a)" "${"${1}"}x" "banana" }} {{ reReplaceAll "a" "$$" "banana" }} {{ reReplaceAll "a" "$" "banana" }} {{ reReplaceAll "(a)" "$01" "banana" }} {{ reReplaceAll "a" "${"${}"}" "banana" }} {{ reReplaceAll "a" "${"${x"}" "banana" }}
{{ reReplaceAll "" "-" "abc" }} {{ reReplaceAll "x*" "-" "abxxc" }} {{ reReplaceAll "a*" "-" "baac" }} {{ reReplaceAll "$" "!" "abc" }} {{ reReplaceAll "^" "!" "abc" }} {{ reReplaceAll "\\b" "|" "ab cd" }} {{ reReplaceAll "" "-" "é😀" }} {{ reReplaceAll "." "x" "a\nb" }} {{ reReplaceAll "(?s)." "x" "a\nb" }} {{ reReplaceAll "(?i)A" "x" "aAa" }}
{{ $labels.instance | reReplaceAll ":.*" "" }} {{ reReplaceAll "(.*):(\\d+)" "$2 on $1" $labels.instance }} {{ reReplaceAll "(a)|(b)" "[$1$2]" "abc" }}
{{ reReplaceAll "(" "" "x" }}
{{ reReplaceAll "a{2000}" "" "x" }}
{{ reReplaceAll "[z-a]" "" "x" }}
{{ reReplaceAll "(?<n>a)" "" "x" }}
{{ reReplaceAll "\\8" "" "x" }}
{{ reReplaceAll "*" "" "x" }}
{{ reReplaceAll 1 2 3 }}
{{ match "a.c" "xabcx" }} {{ match "^a$" "ab" }} {{ match "" "" }} {{ if match "db.*" $labels.instance }}db{{ end }} {{ match "a.c" "a\nc" }}
{{ match "(" "x" }}
{{ match "a**" "x" }}
{{ toUpper "héllo ß ŉ ǆ ı" }} {{ toLower "HÉLLO İ ΑΣ Ǆ" }} {{ title "hello world foo-bar a_b don't 1st élan ßx ǆx x.y" }} {{ title "a b" }}
{{ toUpper 5 }}
{{ title nil }}
{{ toUpper $labels }}
{{ safeHtml "<b>" }} {{ safeHtml "x" | printf "%s!" }} {{ safeHtml "x" | len }} {{ eq (safeHtml "x") "x" }}
{{ safeHtml "x" | toUpper }}
{{ graphLink "up{job=\"a b\"} > 1" }} {{ tableLink "sum(rate(x[5m])) / 2 + 1" }} {{ graphLink "é~!*()'" }}
{{ stripPort "a:1" }} {{ stripPort "a" }} {{ stripPort "[::1]:80" }} {{ stripPort "::1" }} {{ stripPort "[::1]" }} {{ stripPort "a:b:c" }} {{ stripPort ":80" }}| {{ stripPort "a:" }} {{ stripPort "" }}| {{ stripPort "[a]b:1" }} {{ stripPort "a[b]:1" }} {{ stripPort "[a:1" }} {{ stripPort "a]:1" }} {{ stripPort "[fe80::1%eth0]:80" }}
{{ stripDomain "a.b.c:90" }} {{ stripDomain "a.b.c" }} {{ stripDomain "a" }} {{ stripDomain "1.2.3.4:80" }} {{ stripDomain "1.2.3.4" }} {{ stripDomain "1.2.3" }} {{ stripDomain "[::1]:80" }} {{ stripDomain "::1" }} {{ stripDomain "[fe80::1.2%eth0]:80" }} {{ stripDomain "" }}| {{ stripDomain ".x" }}| {{ stripDomain "a.b:" }} {{ stripDomain "01.2.3.4:80" }} {{ stripDomain "::ffff:1.2.3.4" }} {{ stripDomain "a.b:c:d" }}
{{ parseDuration "1h30m" }} {{ parseDuration "90s" }} {{ parseDuration "0" }} {{ parseDuration "1d" }} {{ parseDuration "1y2w3d4h5m6s7ms" }} {{ parseDuration "100ms" }} {{ parseDuration "0s" }}
{{ parseDuration "" }}
{{ parseDuration "5" }}
{{ parseDuration "-5m" }}
{{ parseDuration "1.5h" }}
{{ parseDuration "1m1h" }}
{{ parseDuration "1m1m" }}
{{ parseDuration "500y" }}
{{ parseDuration "292y" }}
{{ parseDuration "293y" }}
{{ parseDuration "99999999999999999999y" }}
{{ parseDuration "99999999999h" }}
{{ parseDuration "1h30m" | humanizeDuration }} {{ parseDuration "5m" | printf "%.0f" }}
{{ toTime 0 }} {{ (toTime 1600000000).Year }} {{ (toTime 1600000000).Month }} {{ (toTime 1600000000).Day }} {{ (toTime 1600000000).Weekday }} {{ (toTime 1600000000).YearDay }} {{ (toTime 1600000000.5).Nanosecond }} {{ (toTime 1600000000).Hour }} {{ (toTime 1600000000).Minute }} {{ (toTime 1600000000).Second }} {{ (toTime 1600000000.25).Unix }} {{ (toTime 1600000000.25).UnixNano }} {{ (toTime -1.5).Unix }} {{ (toTime -1.5).UnixMilli }}
{{ (toTime 1600000000.123).Format "2006-01-02T15:04:05.000Z07:00" }} {{ (toTime 1600000000).Format "Mon Jan _2 3:04:05PM 06 MST -0700 Monday January 002 __2 2 1 pm 5 4 15" }} {{ (toTime 1600000000.120).Format ".999 .000 ,99 .0000000 05.999 05,000 .99999x .9990" }} {{ (toTime 0).Format "Janx Monx Janet 20067 _2006 0 07 -07 Z07 Z0700 Z070000 -07:00:00 2000 PMpm 01/02" }} {{ (toTime 0).Format "" }}| {{ (toTime 1600000000.9994).Format "15:04:05.000" }}
{{ ((toTime 0).Add 5000000000) }} {{ (toTime 100).Sub (toTime 40) }} {{ ((toTime 100).Sub (toTime 40)).Seconds }} {{ (toTime 1).Before (toTime 2) }} {{ (toTime 1).After (toTime 2) }} {{ (toTime 1).Equal (toTime 1) }} {{ (toTime 0).IsZero }} {{ (toTime 0).UTC }} {{ (toTime 0).String }} {{ ((toTime 1600000000).AddDate 1 2 3) }} {{ ((toTime 1706659200).AddDate 0 1 0) }} {{ (toTime 0).Location }}
{{ ((toTime 90).Sub (toTime 0)).Minutes }} {{ ((toTime 90).Sub (toTime 0)).Hours }} {{ ((toTime 0.0015).Sub (toTime 0)).String }} {{ (toTime 90).Sub (toTime 0) | printf "%d" }} {{ (toTime 90).Sub (toTime 0) | printf "%v" }} {{ (toTime 0).Sub (toTime 90061.001) }} {{ ((toTime 90).Sub (toTime 0)).Milliseconds }}
{{ (toTime 1600000123).Truncate 60000000000 }} {{ (toTime 1600000123).Round 3600000000000 }}
{{ printf "%v %s %q %d" (toTime 0) (toTime 0) (toTime 0) (toTime 0).Year }} {{ printf "%x" (toTime 0) }} {{ printf "%v" (toTime 0).Month }} {{ printf "%d" (toTime 0).Month }} {{ printf "%t" (toTime 0).Month }}
{{ (toTime 0).Foo }}
{{ (toTime 0).Format }}
{{ (toTime 0).Format 5 }}
{{ (toTime 0).Year 5 }}
{{ (toTime 0).Add "x" }}
{{ 5 | (toTime 0).Year }}
{{ "2006" | (toTime 86400).Format }}
{{ toTime "x" }}
{{ toTime 1e10 }}
{{ (toTime 9223372036).Year }} {{ (toTime -9223372036).Year }} {{ toTime -62135596800 }}
{{ humanizeTimestamp 1435065584.128 }} {{ humanizeTimestamp "1435065584.1289" }} {{ humanizeTimestamp 1e12 }}
{{ humanizePercentage 0.12345 }} {{ $value | humanizePercentage }} {{ "0.5" | humanizePercentage }} {{ $labels.num | humanize }}
{{ $labels.pct | humanize }}
{{ $labels.job | humanizePercentage | print "x" }}
{{ . | humanize }}
{{ $value | printf "%.2f" }} {{ $value | humanize }} {{ .Value | humanize1024 }} {{ printf "%.1f%%" $value }} {{ $value | printf "%d" }} {{ $value | print }}
{{ printf "%s has %.2f" .Labels.job .Value }} {{ printf "%[1]s %[1]s" $labels.job }}
{{ $labels.odd }} {{ $labels.odd | printf "%q" }} {{ $labels.odd | html | js | urlquery }}
{{ externalURL 1 }}
{{ pathPrefix "x" }}
{{ $labels.job | reReplaceAll "-" " " | title }}
{{ print (1) ((2)) (((print 3))) }} {{ ( print 1 | print 2 ) }}
{{ (1 | printf "%d") | printf "%s!" }}
{{ $x := 5 }}{{ $x | printf "%d" }} {{ $x.y }}
{{ $labels.job.x.y }}
{{ .Labels.a.b.c }}
{{ (index $labels "job").x }}
{{ (query "sort(many)").Foo }}
{{ (first (query "sort(many)")).Foo }}
{{ (query "none" | first).Labels.x }}
{{ with query "one" }}{{ . | first | value }}{{ end }}{{ with query "none" }}x{{ else }}-{{ end }}
{{ if gt (len (query "sort(many)")) 2 }}many{{ end }} {{ if ge (len (query "sort(many)")) 4 }}x{{ else }}few{{ end }}
{{ range $i, $r := query "sort(many)" }}{{ if $i }}, {{ end }}{{ $r.Labels.instance | stripPort }}{{ end }}
{{ $total := 0.0 }}{{ range query "sort(many)" }}{{ $total = .Value }}{{ end }}{{ $total }}
{{ printf "%v" . }}
{{ printf "%+v" .Labels }}
{{ printf "%s" .Labels.job | toUpper | printf "%-12s|" }}
`;

const ofSeveralLines = [
  "{{ \t$labels.job\t}}{{$labels.job}}{{\n$labels.job\n}}",
  "é ünïcode {{ $labels.job.x }}",
  "two\nlines {{ $labels.job.y }}",
  "two\nlines é {{ len\n 5 }}\n",
  "{{- range $i, $s := query `sort(many)` }}\n  {{- $i }}: {{ $s.Labels.instance -}}\n{{ end }}",
  '{{ define `a"b` }}{{ .x }}{{ end }}\n{{ template `a"b` 5 }}',
];

export const cases: readonly string[] = [...new Set([...written.trim().split("\n"), ...ofSeveralLines, ...combined()])];
