import type { GoType, GoValue } from "../values/definitions.js";

/** `html/template`'s HTML, which `safeHtml` returns: it is not escaped in text. */
export const htmlType: GoType = { name: "template.HTML", kind: "string" };

/** `html/template`'s URL, which `safeUrl` returns: its scheme is not checked. */
export const urlType: GoType = { name: "template.URL", kind: "string" };

/** Result of `urlquery` in HTML. In an address it is not escaped again. */
export const queryType: GoType = { name: "string", kind: "string" };

/** The context of the next character of HTML. */
interface Context {
  readonly in: "text" | "tag" | "value";
  /** Name of the attribute that is open. */
  readonly attribute: string;
  readonly quote: string;
  /** The value of the attribute so far. */
  readonly value: string;
}

const start: Context = { in: "text", attribute: "", quote: "", value: "" };
const urlAttributes = new Set(["href", "src", "action", "cite", "background", "poster"]);

/** Escapes what a template prints, by its context, as Go's `html/template` does in text and quoted attributes. */
export class HtmlEscaper {
  private context = start;
  private seen = 0;

  /** `output` is the whole output so far. Undefined in a tag, outside a quoted attribute. */
  escape(printed: string, value: GoValue | undefined, output: string): string | undefined {
    for (const character of output.slice(this.seen)) this.context = advance(this.context, character);
    this.seen = output.length;
    const { in: place, attribute, value: before } = this.context;
    switch (place) {
      case "text":
        return value?.type === htmlType ? printed : escapeText(printed);
      case "value":
        return escapeText(urlAttributes.has(attribute) ? escapeUrl(printed, value, before) : printed);
      case "tag":
        return undefined;
    }
  }
}

function advance(context: Context, character: string): Context {
  switch (context.in) {
    case "text":
      return character === "<" ? { ...start, in: "tag" } : context;
    case "tag": {
      if (character === ">") return start;
      const { attribute } = context;
      if ((character === '"' || character === "'") && attribute.endsWith("=")) {
        return { in: "value", attribute: attribute.slice(0, -1).toLowerCase(), quote: character, value: "" };
      }
      return { ...context, attribute: /\s/.test(character) ? "" : attribute + character };
    }
    case "value":
      if (character === context.quote) return { ...start, in: "tag" };
      return { ...context, value: context.value + character };
  }
}

const textEscapes: ReadonlyMap<string, string> = new Map([
  ["\0", "\ufffd"],
  ['"', "&#34;"],
  ["&", "&amp;"],
  ["'", "&#39;"],
  ["+", "&#43;"],
  ["<", "&lt;"],
  [">", "&gt;"],
]);

function escapeText(text: string): string {
  return text.replace(/[\0"&'+<>]/g, (character) => textEscapes.get(character)!);
}

/** In a query or fragment everything is encoded. Before it, only what no address contains; a script is refused. */
function escapeUrl(text: string, value: GoValue | undefined, before: string): string {
  if (value?.type === queryType) return text;
  if (/[?#]/.test(before)) return value?.type === urlType ? encode(text, reserved) : encode(text, "");
  const isSafe = before !== "" || value?.type === urlType || hasSafeScheme(text);
  return isSafe ? encode(text, reserved) : "#ZgotmplZ";
}

const reserved = "!#$&*+,/:;=?@[]";

function hasSafeScheme(url: string): boolean {
  const scheme = /^([^/]*?):/.exec(url)?.[1];
  return scheme === undefined || /^(?:https?|mailto)$/i.test(scheme);
}

/** Percent-encodes all but unreserved characters, and `kept` ones. Where some are kept, so is what is encoded. */
function encode(text: string, kept: string): string {
  const special = kept === "" ? /[^A-Za-z0-9\-._~]/gu : /%[0-9A-Fa-f]{2}|[^A-Za-z0-9\-._~]/gu;
  return text.replace(special, (character) => {
    if (character.length === 3 || kept.includes(character)) return character;
    return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  });
}
