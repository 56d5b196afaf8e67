import { YamlFailure } from "../failure.js";
import type { ScalarStyle } from "../node.js";
import { scanBlock } from "./block-scalar.js";
import {
  BYTE_ORDER_MARK,
  breakLength,
  isBlankOrEnd,
  isBreak,
  isBreakOrEnd,
  isDocumentMarker,
  SPACE,
  TAB,
} from "./characters.js";
import { scanPlain } from "./plain-scalar.js";
import { scanAnchor, scanDirective, scanTag } from "./properties.js";
import { scanQuoted } from "./quoted-scalar.js";
import type { ScannedScalar } from "./scanned-scalar.js";
import type { Token, TokenKind } from "./token.js";

/** Maximum nesting of blocks, and of brackets, as in yaml.v3. */
const MAX_DEPTH = 10_000;

/** Maximum length of a key that is not marked by `?`. */
const MAX_SIMPLE_KEY = 1024;

/** A possible start of a key; it is one if a `:` follows. */
interface KeyCandidate {
  readonly tokenNumber: number;
  readonly start: number;
  readonly lineStart: number;
  /** True if only a key is allowed at this column. */
  readonly required: boolean;
  /** Number of enclosing brackets. */
  readonly flowDepth: number;
}

/**
 * Splits a text into the tokens of YAML 1.1, with tokens for the start and end of every block. It follows the design of
 * libyaml, which yaml.v3 is a port of: a scalar becomes a key only when its colon is scanned, so tokens wait in a queue
 * until then.
 */
export class Scanner {
  private readonly source: string;
  private at: number;
  private lineStart: number;
  private queue: Token[] = [];
  private head = 0;
  /** Number of tokens taken so far. */
  private taken = 0;
  private streamEnded = false;
  private indent = -1;
  private readonly indents: number[] = [];
  private flowDepth = 0;
  private keyAllowed = true;
  /** The key candidate of each level of brackets, outermost first. */
  private readonly candidates: (KeyCandidate | undefined)[] = [undefined];
  /** The candidates whose tokens have to wait in the queue. */
  private readonly candidateByToken = new Map<number, KeyCandidate>();
  /** For each level of brackets, the number of its last candidate's token; initially that of the bracket itself. */
  private readonly lastCandidateToken: number[] = [-1];

  constructor(text: string) {
    this.source = `${text}\0`;
    this.at = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
    this.lineStart = this.at;
  }

  peek(): Token {
    this.fill();
    return this.queue[this.head]!;
  }

  take(): Token {
    const token = this.peek();
    this.head++;
    this.taken++;
    if (this.head > 256) {
      this.queue = this.queue.slice(this.head);
      this.head = 0;
    }
    return token;
  }

  /** Scans until the next token is final. It looks two tokens ahead, as yaml.v3 does. */
  private fill(): void {
    while (!this.streamEnded) {
      if (this.queue.length - this.head > 2) {
        const candidate = this.candidateByToken.get(this.taken);
        if (candidate === undefined || !this.isStillPossible(candidate)) return;
      }
      this.scanToken();
    }
  }

  private scanToken(): void {
    this.skipToToken();
    const column = this.at - this.lineStart;
    this.closeBlocks(column);
    const { source, at } = this;
    const code = source.charCodeAt(at);
    if (code === 0) this.endStream();
    else if (column === 0 && code === 0x25) this.scanDirectiveToken();
    else if (column === 0 && isDocumentMarker(source, at)) this.scanDocumentMarker(code);
    else this.scanIndicator(code);
  }

  private scanIndicator(code: number): void {
    switch (code) {
      case 0x5b:
        this.openFlow("flow sequence start");
        break;
      case 0x7b:
        this.openFlow("flow mapping start");
        break;
      case 0x5d:
        this.closeFlow("flow sequence end");
        break;
      case 0x7d:
        this.closeFlow("flow mapping end");
        break;
      case 0x2c:
        this.scanFlowEntry();
        break;
      case 0x2a:
        this.scanAnchorToken("alias");
        break;
      case 0x26:
        this.scanAnchorToken("anchor");
        break;
      case 0x21:
        this.scanTagToken();
        break;
      case 0x27:
        this.scanQuotedToken("single quoted");
        break;
      case 0x22:
        this.scanQuotedToken("double quoted");
        break;
      default:
        this.scanBlockIndicatorOrPlain(code);
    }
  }

  private scanBlockIndicatorOrPlain(code: number): void {
    const standsAlone = isBlankOrEnd(this.source.charCodeAt(this.at + 1));
    const inFlow = this.flowDepth > 0;
    if (code === 0x7c && !inFlow) this.scanBlockToken("literal");
    else if (code === 0x3e && !inFlow) this.scanBlockToken("folded");
    else if (code === 0x2d && standsAlone) this.scanBlockEntry();
    else if (code === 0x3f && (inFlow || standsAlone)) this.scanKey();
    else if (code === 0x3a && (inFlow || standsAlone)) this.scanValue();
    else this.scanPlainToken(code);
  }

  private scanPlainToken(code: number): void {
    const isIndicator = "#|>%@`".includes(String.fromCharCode(code));
    if (isBlankOrEnd(code) || isIndicator) {
      const what = code === TAB ? "tab: indent with spaces" : `"${this.source[this.at]}"`;
      throw new YamlFailure(`unexpected ${what}`, this.at);
    }
    this.noteCandidate();
    this.keyAllowed = false;
    const start = this.at;
    const scalar = scanPlain(this.source, start, this.indent + 1, this.flowDepth > 0);
    this.pushScalar("plain", start, scalar);
    if (scalar.endedByLine) this.keyAllowed = true;
  }

  private skipToToken(): void {
    for (;;) {
      let code = this.source.charCodeAt(this.at);
      while (code === SPACE || (code === TAB && (this.flowDepth > 0 || !this.keyAllowed))) {
        code = this.source.charCodeAt(++this.at);
      }
      if (code === 0x23) while (!isBreakOrEnd(this.source.charCodeAt(this.at))) this.at++;
      if (!isBreak(this.source.charCodeAt(this.at))) return;
      this.at += breakLength(this.source, this.at);
      this.lineStart = this.at;
      if (this.flowDepth === 0) this.keyAllowed = true;
    }
  }

  private push(kind: TokenKind, start: number, end: number, text = "", handle = ""): void {
    this.queue.push(indicator(kind, start, end, text, handle));
    this.at = end;
  }

  private pushScalar(style: ScalarStyle, start: number, scalar: ScannedScalar): void {
    this.queue.push({
      kind: "scalar",
      start,
      end: scalar.end,
      text: scalar.value,
      handle: "",
      style,
      parentIndent: this.indent,
      inFlow: this.flowDepth > 0,
    });
    this.at = scalar.next;
    if (scalar.lineStart !== -1) this.lineStart = scalar.lineStart;
  }

  private noteCandidate(): void {
    if (!this.keyAllowed) return;
    this.dropCandidate();
    const tokenNumber = this.nextTokenNumber();
    const required = this.flowDepth === 0 && this.indent === this.at - this.lineStart;
    const { at: start, lineStart, flowDepth } = this;
    const candidate = { tokenNumber, start, lineStart, required, flowDepth };
    this.candidates[flowDepth] = candidate;
    this.lastCandidateToken[flowDepth] = tokenNumber;
    this.candidateByToken.set(tokenNumber, candidate);
  }

  private nextTokenNumber(): number {
    return this.taken + this.queue.length - this.head;
  }

  private dropCandidate(): void {
    const candidate = this.candidates[this.flowDepth];
    if (candidate === undefined) return;
    if (candidate.required) throw this.missingColon(candidate);
    this.forget(candidate);
  }

  private forget(candidate: KeyCandidate): void {
    this.candidates[candidate.flowDepth] = undefined;
    this.candidateByToken.delete(candidate.tokenNumber);
  }

  /** A key ends on the line on which it begins. */
  private isStillPossible(candidate: KeyCandidate): boolean {
    if (candidate.lineStart === this.lineStart && candidate.start + MAX_SIMPLE_KEY >= this.at) return true;
    if (candidate.required) throw this.missingColon(candidate);
    this.forget(candidate);
    return false;
  }

  private missingColon(candidate: KeyCandidate): YamlFailure {
    return new YamlFailure("expected : after this key", this.at, {
      doing: "reading a key",
      start: candidate.start,
    });
  }

  /** Begins a block at `column` unless one is open there; its token goes before token `number`, or last. */
  private openBlock(column: number, kind: TokenKind, start: number, number = -1): void {
    if (this.flowDepth > 0 || this.indent >= column) return;
    this.indents.push(this.indent);
    this.indent = column;
    if (this.indents.length > MAX_DEPTH) {
      throw new YamlFailure(`blocks are nested more than ${MAX_DEPTH} levels deep`, start);
    }
    this.insert(indicator(kind, start, start), number);
  }

  /** Inserts a token before token `number`, or last if that one has been taken. */
  private insert(token: Token, number: number): void {
    if (number < this.taken) this.queue.push(token);
    else this.queue.splice(this.head + number - this.taken, 0, token);
  }

  private closeBlocks(column: number): void {
    if (this.flowDepth > 0) return;
    while (this.indent > column) {
      this.push("block end", this.at, this.at);
      this.indent = this.indents.pop()!;
    }
  }

  private endStream(): void {
    this.closeBlocks(-1);
    this.dropCandidate();
    this.keyAllowed = false;
    this.push("stream end", this.at, this.at);
    this.streamEnded = true;
  }

  private scanDirectiveToken(): void {
    this.closeBlocks(-1);
    this.dropCandidate();
    this.keyAllowed = false;
    const directive = scanDirective(this.source, this.at);
    this.push(directive.kind, this.at, directive.end, directive.text, directive.handle);
    if (isBreak(this.source.charCodeAt(this.at))) {
      this.at += breakLength(this.source, this.at);
      this.lineStart = this.at;
    }
  }

  private scanDocumentMarker(code: number): void {
    this.closeBlocks(-1);
    this.dropCandidate();
    this.keyAllowed = false;
    this.push(code === 0x2d ? "document start" : "document end", this.at, this.at + 3);
  }

  private openFlow(kind: TokenKind): void {
    this.noteCandidate();
    this.flowDepth++;
    this.candidates.push(undefined);
    this.lastCandidateToken.push(this.nextTokenNumber());
    if (this.flowDepth > MAX_DEPTH) {
      throw new YamlFailure(`brackets are nested more than ${MAX_DEPTH} levels deep`, this.at);
    }
    this.keyAllowed = true;
    this.push(kind, this.at, this.at + 1);
  }

  private closeFlow(kind: TokenKind): void {
    this.dropCandidate();
    if (this.flowDepth > 0) {
      this.candidates.pop();
      // For empty brackets this is the opening one: yaml.v3 does not expect a colon after `{}`.
      this.candidateByToken.delete(this.lastCandidateToken.pop()!);
      this.flowDepth--;
    }
    this.keyAllowed = false;
    this.push(kind, this.at, this.at + 1);
  }

  private scanFlowEntry(): void {
    this.dropCandidate();
    this.keyAllowed = true;
    this.push("flow entry", this.at, this.at + 1);
  }

  private scanBlockEntry(): void {
    if (this.flowDepth === 0) {
      if (!this.keyAllowed) throw new YamlFailure("unexpected - here: a list item starts on its own line", this.at);
      this.openBlock(this.at - this.lineStart, "block sequence start", this.at);
    }
    this.dropCandidate();
    this.keyAllowed = true;
    this.push("block entry", this.at, this.at + 1);
  }

  private scanKey(): void {
    if (this.flowDepth === 0) {
      if (!this.keyAllowed) throw new YamlFailure("unexpected ? here", this.at);
      this.openBlock(this.at - this.lineStart, "block mapping start", this.at);
    }
    this.dropCandidate();
    this.keyAllowed = this.flowDepth === 0;
    this.push("key", this.at, this.at + 1);
  }

  private scanValue(): void {
    const candidate = this.candidates[this.flowDepth];
    if (candidate !== undefined && this.isStillPossible(candidate)) {
      const { start } = candidate;
      this.insert(indicator("key", start, start), candidate.tokenNumber);
      this.openBlock(start - candidate.lineStart, "block mapping start", start, candidate.tokenNumber);
      this.forget(candidate);
      this.keyAllowed = false;
    } else {
      if (this.flowDepth === 0) {
        if (!this.keyAllowed) throw new YamlFailure('unexpected : here; quote a value that contains ": "', this.at);
        this.openBlock(this.at - this.lineStart, "block mapping start", this.at);
      }
      this.keyAllowed = this.flowDepth === 0;
    }
    this.push("value", this.at, this.at + 1);
  }

  private scanAnchorToken(kind: "anchor" | "alias"): void {
    this.noteCandidate();
    this.keyAllowed = false;
    const anchor = scanAnchor(this.source, this.at);
    this.push(kind, this.at, anchor.end, anchor.name);
  }

  private scanTagToken(): void {
    this.noteCandidate();
    this.keyAllowed = false;
    const tag = scanTag(this.source, this.at);
    this.push("tag", this.at, tag.end, tag.suffix, tag.handle);
  }

  private scanQuotedToken(style: ScalarStyle): void {
    this.noteCandidate();
    this.keyAllowed = false;
    this.pushScalar(style, this.at, scanQuoted(this.source, this.at, this.lineStart));
  }

  private scanBlockToken(style: ScalarStyle): void {
    this.dropCandidate();
    this.keyAllowed = true;
    this.pushScalar(style, this.at, scanBlock(this.source, this.at, this.indent));
  }
}

function indicator(kind: TokenKind, start: number, end: number, text = "", handle = ""): Token {
  return { kind, start, end, text, handle, style: undefined, parentIndent: 0, inFlow: false };
}
