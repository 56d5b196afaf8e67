import { YamlFailure } from "../failure.js";
import type { YamlAlias, YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "../node.js";
import { Scanner } from "../scan/scanner.js";
import type { Token, TokenKind } from "../scan/token.js";
import {
  blockMappingEnds,
  blockSequenceItemEnds,
  containers,
  documentEnds,
  flowMappingItemEnds,
  flowMappingKeyEnds,
  flowSequenceItemEnds,
  indentlessItemEnds,
  type State,
} from "./states.js";

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

interface OpenSequence {
  readonly node: Mutable<YamlSequence>;
  readonly items: YamlNode[];
}

interface OpenMapping {
  readonly node: Mutable<YamlMapping>;
  readonly entries: YamlEntry[];
  key: YamlNode | undefined;
}

interface Properties {
  readonly start: number;
  readonly end: number;
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
}

const CORE_TAGS = "tag:yaml.org,2002:";

/** Composes the documents of a text, one per call. */
export class Composer {
  private readonly scanner: Scanner;
  private states: State[] = [];
  private open: (OpenSequence | OpenMapping)[] = [];
  private root: YamlNode | undefined;
  private anchors = new Map<string, YamlScalar | YamlMapping | YamlSequence>();
  private tagPrefixes = new Map<string, string>();
  private isFirst = true;
  private lastEnd = 0;
  /** True if any document so far has an alias. */
  hasAliases = false;

  constructor(text: string) {
    this.scanner = new Scanner(text);
  }

  /** Composes the next document; undefined at the end of the text. Scans only two tokens of what follows. */
  next(): YamlNode | undefined {
    this.root = undefined;
    this.open = [];
    this.anchors = new Map();
    if (!this.startDocument()) return undefined;
    for (let state = this.states.pop(); state !== undefined && state !== "document end"; state = this.states.pop()) {
      this.step(state);
    }
    this.scanner.peek();
    return this.root;
  }

  /** Offset of the text after the document; undefined at the end of the text. */
  nextDocumentStart(): number | undefined {
    this.skipDocumentEnds();
    const { kind, start } = this.scanner.peek();
    return kind === "stream end" ? undefined : start;
  }

  private skipDocumentEnds(): void {
    while (this.scanner.peek().kind === "document end") this.scanner.take();
  }

  private startDocument(): boolean {
    const mayBeBare = this.isFirst;
    this.isFirst = false;
    if (!mayBeBare) this.skipDocumentEnds();
    const { kind } = this.scanner.peek();
    if (kind === "stream end") return false;
    this.tagPrefixes = new Map();
    if (mayBeBare && kind !== "version directive" && kind !== "tag directive" && kind !== "document start") {
      this.states = ["document end"];
      this.tagPrefixes.set("!", "!").set("!!", CORE_TAGS);
      this.node(true, false);
      return true;
    }
    this.readDirectives();
    if (this.scanner.peek().kind !== "document start") {
      throw new YamlFailure("expected --- before the next document", this.scanner.peek().start);
    }
    this.scanner.take();
    this.states = ["document end", "document content"];
    return true;
  }

  private readDirectives(): void {
    let hasVersion = false;
    for (;;) {
      const { kind, start, handle, text } = this.scanner.peek();
      if (kind === "version directive") {
        if (hasVersion) throw new YamlFailure("repeated %YAML directive", start);
        if (text !== "1.1") throw new YamlFailure(`YAML version ${text} is not supported: remove the directive`, start);
        hasVersion = true;
      } else if (kind === "tag directive") {
        if (this.tagPrefixes.has(handle)) throw new YamlFailure(`repeated %TAG directive for ${handle}`, start);
        this.tagPrefixes.set(handle, text);
      } else break;
      this.scanner.take();
    }
    if (!this.tagPrefixes.has("!")) this.tagPrefixes.set("!", "!");
    if (!this.tagPrefixes.has("!!")) this.tagPrefixes.set("!!", CORE_TAGS);
  }

  private step(state: State): void {
    switch (state) {
      case "document content":
        this.nodeUnless(documentEnds, true, false);
        break;
      case "document end":
        break;
      case "block sequence entry":
        this.blockSequenceEntry();
        break;
      case "indentless sequence entry":
        this.indentlessSequenceEntry();
        break;
      case "block mapping key":
        this.blockMappingKey();
        break;
      case "block mapping value":
        this.value("block mapping key", blockMappingEnds, true);
        break;
      case "flow sequence first entry":
      case "flow sequence entry":
        this.flowSequenceEntry(state === "flow sequence first entry");
        break;
      case "flow pair key":
        this.flowPairKey();
        break;
      case "flow pair value":
        this.value("flow pair end", flowSequenceItemEnds, false);
        break;
      case "flow pair end":
        this.states.push("flow sequence entry");
        this.close(this.lastEnd);
        break;
      case "flow mapping first key":
      case "flow mapping key":
        this.flowMappingKey(state === "flow mapping first key");
        break;
      case "flow mapping value":
        this.value("flow mapping key", flowMappingItemEnds, false);
        break;
      case "flow mapping empty value":
        this.states.push("flow mapping key");
        this.empty();
        break;
    }
  }

  /** Composes the value of a key, which is empty without a colon. */
  private value(after: State, ends: ReadonlySet<TokenKind>, block: boolean): void {
    this.states.push(after);
    if (this.scanner.peek().kind === "value") {
      this.lastEnd = this.scanner.take().end;
      this.nodeUnless(ends, block, block);
    } else this.empty(this.scanner.peek().start);
  }

  private blockSequenceEntry(): void {
    const { kind, start } = this.scanner.peek();
    if (kind !== "block entry" && kind !== "block end") {
      throw this.unexpected("expected - before the next list item", start, "reading a list");
    }
    const { end } = this.scanner.take();
    if (kind === "block end") this.close(this.lastEnd);
    else {
      this.lastEnd = end;
      this.states.push("block sequence entry");
      this.nodeUnless(blockSequenceItemEnds, true, false);
    }
  }

  /** A list at the same column as its key. */
  private indentlessSequenceEntry(): void {
    if (this.scanner.peek().kind === "block entry") {
      this.lastEnd = this.scanner.take().end;
      this.states.push("indentless sequence entry");
      this.nodeUnless(indentlessItemEnds, true, false);
    } else this.close(this.lastEnd);
  }

  private blockMappingKey(): void {
    const { kind, start } = this.scanner.peek();
    if (kind !== "key" && kind !== "block end") {
      throw this.unexpected("expected a key: check the indentation of this line", start, "reading a mapping");
    }
    const { end } = this.scanner.take();
    if (kind === "block end") this.close(this.lastEnd);
    else {
      this.lastEnd = end;
      this.states.push("block mapping value");
      this.nodeUnless(blockMappingEnds, true, true);
    }
  }

  private flowSequenceEntry(isFirst: boolean): void {
    if (this.closesFlow("flow sequence end", isFirst, "expected , or ] in the list")) return;
    const { kind, start, end } = this.scanner.peek();
    if (kind === "key") {
      this.scanner.take();
      this.states.push("flow pair key");
      this.openMapping({ start, end, anchor: undefined, tag: undefined }, true);
    } else {
      this.states.push("flow sequence entry");
      this.node(false, false);
    }
  }

  private flowPairKey(): void {
    this.states.push("flow pair value");
    const { kind } = this.scanner.peek();
    if (kind === "value" || kind === "flow entry" || kind === "flow sequence end") {
      // yaml.v3 skips this token, whatever it is; so `[? : a]` is an error instead of a pair.
      this.scanner.take();
      this.empty();
    } else this.node(false, false);
  }

  private flowMappingKey(isFirst: boolean): void {
    if (this.closesFlow("flow mapping end", isFirst, "expected , or } in the mapping")) return;
    if (this.scanner.peek().kind === "key") {
      this.scanner.take();
      this.states.push("flow mapping value");
      this.nodeUnless(flowMappingKeyEnds, false, false);
    } else {
      this.states.push("flow mapping empty value");
      this.node(false, false);
    }
  }

  /** Takes the comma before the next item; closes at the bracket, which may follow a comma. */
  private closesFlow(closing: TokenKind, isFirst: boolean, problem: string): boolean {
    let token = this.scanner.peek();
    if (token.kind !== closing && !isFirst) {
      if (token.kind !== "flow entry") throw this.unexpected(problem, token.start, "reading a collection in brackets");
      this.scanner.take();
      token = this.scanner.peek();
    }
    if (token.kind !== closing) return false;
    this.scanner.take();
    this.close(token.end);
    return true;
  }

  private nodeUnless(ends: ReadonlySet<TokenKind>, block: boolean, indentless: boolean): void {
    const { kind, start } = this.scanner.peek();
    if (ends.has(kind)) this.empty(block ? this.lastEnd : start);
    else this.node(block, indentless);
  }

  private node(block: boolean, indentless: boolean): void {
    if (this.scanner.peek().kind === "alias") this.alias(this.scanner.take());
    else {
      const properties = this.properties();
      if (this.scanner.peek().kind === "scalar") this.scalar(this.scanner.take(), properties);
      else this.collection(properties, block, indentless);
    }
  }

  private collection(properties: Properties, block: boolean, indentless: boolean): void {
    const { kind, start } = this.scanner.peek();
    const container = containers[kind];
    if (indentless && kind === "block entry") {
      this.states.push("indentless sequence entry");
      this.openSequence(properties, false);
    } else if (container !== undefined && (block || container.flow)) {
      this.scanner.take();
      this.states.push(container.state);
      if (container.isMapping) this.openMapping(properties, container.flow);
      else this.openSequence(properties, container.flow);
    } else if (properties.anchor !== undefined || properties.tag !== undefined) {
      this.scalar(emptyToken(properties.end), properties);
    } else throw new YamlFailure("expected a value", start);
  }

  private properties(): Properties {
    const first = this.scanner.peek();
    const { kind, start } = first;
    if (kind !== "anchor" && kind !== "tag") return { start, end: start, anchor: undefined, tag: undefined };
    let anchor: Token | undefined;
    let tag: Token | undefined;
    if (first.kind === "anchor") {
      anchor = this.scanner.take();
      if (this.scanner.peek().kind === "tag") tag = this.scanner.take();
    } else if (first.kind === "tag") {
      tag = this.scanner.take();
      if (this.scanner.peek().kind === "anchor") anchor = this.scanner.take();
    }
    const end = Math.max(anchor?.end ?? first.start, tag?.end ?? first.start);
    return { start: first.start, end, anchor: anchor?.text, tag: tag && this.fullTag(tag) };
  }

  private fullTag(token: Token): string | undefined {
    if (token.handle === "") return token.text;
    const prefix = this.tagPrefixes.get(token.handle);
    if (prefix === undefined) throw new YamlFailure(`undeclared tag handle ${token.handle}`, token.start);
    return prefix + token.text;
  }

  private alias(token: Token): void {
    const target = this.anchors.get(token.text);
    if (target === undefined)
      throw new YamlFailure(`undefined anchor "${token.text}"; an anchor is defined before its aliases`, token.start);
    const { start, end, text: name } = token;
    this.hasAliases = true;
    const node: YamlAlias = { kind: "alias", start, end, tag: undefined, anchor: undefined, name, target };
    this.lastEnd = end;
    this.attach(node);
  }

  private scalar(token: Token, properties: Properties): void {
    const node: YamlScalar = {
      kind: "scalar",
      start: properties.start,
      end: token.end,
      tag: properties.tag,
      anchor: properties.anchor,
      value: token.text,
      style: token.style!,
      valueStart: token.start,
      parentIndent: token.parentIndent,
      inFlow: token.inFlow,
    };
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    this.lastEnd = token.end;
    this.attach(node);
  }

  /** Attaches an omitted value, at the offset where yaml.v3 puts it. */
  private empty(at = this.lastEnd): void {
    const { lastEnd } = this;
    this.scalar(emptyToken(at), { start: at, end: at, anchor: undefined, tag: undefined });
    this.lastEnd = lastEnd;
  }

  private openSequence({ start, end, tag, anchor }: Properties, flow: boolean): void {
    const items: YamlNode[] = [];
    const node: YamlSequence = { kind: "sequence", start, end, tag, anchor, flow, items };
    if (anchor !== undefined) this.anchors.set(anchor, node);
    this.attach(node);
    this.open.push({ node, items });
  }

  private openMapping({ start, end, tag, anchor }: Properties, flow: boolean): void {
    const entries: YamlEntry[] = [];
    const node: YamlMapping = { kind: "mapping", start, end, tag, anchor, flow, entries };
    if (anchor !== undefined) this.anchors.set(anchor, node);
    this.attach(node);
    this.open.push({ node, entries, key: undefined });
  }

  private close(end: number): void {
    const closed = this.open.pop()!;
    closed.node.end = Math.max(end, closed.node.start);
    this.lastEnd = closed.node.end;
  }

  private attach(node: YamlNode): void {
    const parent = this.open[this.open.length - 1];
    if (parent === undefined) this.root = node;
    else if ("items" in parent) parent.items.push(node);
    else if (parent.key === undefined) parent.key = node;
    else {
      parent.entries.push({ key: parent.key, value: node });
      parent.key = undefined;
    }
  }

  private unexpected(problem: string, offset: number, doing: string): YamlFailure {
    return new YamlFailure(problem, offset, { doing, start: this.open[this.open.length - 1]!.node.start });
  }
}

function emptyToken(at: number): Token {
  return { kind: "scalar", start: at, end: at, text: "", handle: "", style: "plain", parentIndent: -1, inFlow: false };
}
