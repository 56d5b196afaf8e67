import { type Dialect, parse } from "../../promql/index.js";

type ParseResult = ReturnType<typeof parse>;

/** Parses each expression once, however many environments, panels and rules have it. */
export class ParseCache {
  private readonly results = new Map<Dialect, Map<string, ParseResult>>();

  parse(text: string, dialect: Dialect): ParseResult {
    let results = this.results.get(dialect);
    if (!results) {
      results = new Map();
      this.results.set(dialect, results);
    }
    let result = results.get(text);
    if (!result) {
      result = parse(text, dialect);
      results.set(text, result);
    }
    return result;
  }
}
