import { TemplateFailure } from "./failure.js";
import { Lexer, type Token } from "./lexer.js";

/** Tokens with lookahead and push-back. */
export class TokenStream {
  private readonly lexer: Lexer;
  private readonly waiting: Token[] = [];
  /** End of the last token taken. */
  lastEnd = 0;

  constructor(text: string) {
    this.lexer = new Lexer(text);
  }

  next(): Token {
    const token = this.waiting.pop() ?? this.lexer.next();
    this.lastEnd = token.end;
    return token;
  }

  peek(): Token {
    const token = this.next();
    this.waiting.push(token);
    return token;
  }

  /** Makes `token` the next one. */
  putBack(token: Token): void {
    this.waiting.push(token);
  }

  nextNonSpace(): Token {
    let token = this.next();
    while (token.kind === "space") token = this.next();
    return token;
  }

  peekNonSpace(): Token {
    const token = this.nextNonSpace();
    this.waiting.push(token);
    return token;
  }

  expectRightDelimiter(context: string): Token {
    const token = this.nextNonSpace();
    if (token.kind !== "right delimiter") throw unexpected(token, context);
    return token;
  }
}

export function unexpected(token: Token, context: string): TemplateFailure {
  const what = token.kind === "end of text" ? "the end of the text" : JSON.stringify(token.text);
  return new TemplateFailure(`unexpected ${what} in ${context}`, token.start, token.end);
}
