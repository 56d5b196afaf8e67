import { type Fields, getText, rangeOf } from "../shapes/fields.js";
import { parseGoUrl } from "../shapes/go-url.js";
import type { ShapeReader } from "../shapes/shape-reader.js";
import { checkText } from "./required.js";

const uuid = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;

/** Checks what Prometheus and Scaleway's own client refuse: keys, project and zone have a form. */
export function checkScaleway(reader: ShapeReader, fields: Fields): void {
  const what = "scaleway_sd_config";
  checkText(reader, fields, what, "role");
  const check = (name: string, byDefault: string, form: RegExp, example: string) => {
    if (!checkText(reader, fields, what, name, byDefault) || form.test(getText(fields, name, byDefault))) return;
    reader.report("prometheus/invalid-value", rangeOf(fields, name), `${name} must have the form ${example}`);
  };
  check("access_key", "", /^SCW[A-Z0-9]{17}$/, "SCWXXXXXXXXXXXXXXXXX");
  check("project_id", "", uuid, "of a UUID");
  check("zone", "fr-par-1", /^[a-z]{2}-[a-z]{3}-[1-9]$/, "fr-par-1");
  const secret = getText(fields, "secret_key");
  if (secret !== "" && !uuid.test(secret)) {
    reader.report("prometheus/invalid-value", rangeOf(fields, "secret_key"), "secret_key must have the form of a UUID");
  }
  const url = parseGoUrl(getText(fields, "api_url", "https://api.scaleway.com"));
  const isUrl = typeof url !== "string" && url.scheme !== "" && url.host !== "";
  if (!isUrl) reader.report("prometheus/invalid-url", rangeOf(fields, "api_url"), "api_url is not a URL with a host");
}
