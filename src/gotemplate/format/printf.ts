import type { GoValue } from "../values/definitions.js";
import type { WorkLimit } from "../values/work-limit.js";
import { type Flags, noFlags } from "./flags.js";
import { ValuePrinter } from "./print-value.js";

type Argument = GoValue | undefined;

/** Largest width and precision that Go accepts. */
const maxNumber = 1_000_000;

/**
 * Go's `fmt.Sprintf`, with its notation of errors.
 *
 * ```ts
 * printf("%.1f of %d", [goFloat(0.25), goString("x")], limit); // "0.2 of %!d(string=x)"
 * ```
 */
export function printf(format: string, args: readonly Argument[], limit: WorkLimit): string {
  return new FormatPrinter(format, args, limit).print();
}

class FormatPrinter {
  private readonly format: string;
  private readonly args: readonly Argument[];
  private readonly printer: ValuePrinter;
  private readonly limit: WorkLimit;
  private at = 0;
  private next = 0;
  /** True if an argument was selected by index, so that unused ones are not an error. */
  private reordered = false;
  /** False after an invalid index or number in the current verb. */
  private isNumberValid = true;
  private afterIndex = false;

  constructor(format: string, args: readonly Argument[], limit: WorkLimit) {
    this.format = format;
    this.args = args;
    this.limit = limit;
    this.printer = new ValuePrinter(limit);
  }

  print(): string {
    while (this.at < this.format.length) {
      this.limit.spend(0.1);
      const percent = this.format.indexOf("%", this.at);
      this.printer.add(this.format.slice(this.at, percent === -1 ? undefined : percent));
      if (percent === -1) break;
      this.at = percent + 1;
      if (!this.verb()) break;
    }
    this.extra();
    return this.printer.toString();
  }

  /** Prints one verb; false if the format ends before it. */
  private verb(): boolean {
    const flags = noFlags();
    this.isNumberValid = true;
    this.afterIndex = false;
    this.readFlags(flags);
    this.readIndex();
    this.readWidth(flags);
    this.readPrecision(flags);
    if (!this.afterIndex) this.readIndex();
    if (this.at >= this.format.length) {
      this.printer.add("%!(NOVERB)");
      return false;
    }
    const verb = String.fromCodePoint(this.format.codePointAt(this.at)!);
    this.at += verb.length;
    if (verb === "%") this.printer.add("%");
    else if (!this.isNumberValid) this.printer.add(`%!${verb}(BADINDEX)`);
    else if (this.next >= this.args.length) this.printer.add(`%!${verb}(MISSING)`);
    else
      this.printer.argument(this.args[this.next++], verb, verb === "v" || verb === "w" ? flagsForValue(flags) : flags);
    return true;
  }

  private readFlags(flags: Flags): void {
    for (; this.at < this.format.length; this.at++) {
      switch (this.format[this.at]) {
        case "#":
          flags.sharp = true;
          break;
        case "0":
          flags.zero = true;
          break;
        case "+":
          flags.plus = true;
          break;
        case "-":
          flags.minus = true;
          break;
        case " ":
          flags.space = true;
          break;
        default:
          return;
      }
    }
  }

  /** `[2]` makes the second argument the next one. */
  private readIndex(): void {
    this.afterIndex = false;
    if (this.format[this.at] !== "[") return;
    this.reordered = true;
    const close = this.format.indexOf("]", this.at);
    if (close === -1) {
      this.at++;
      this.isNumberValid = false;
      return;
    }
    const number = readNumber(this.format.slice(this.at + 1, close));
    this.at = close + 1;
    this.afterIndex = number !== undefined;
    if (number !== undefined && number >= 1 && number <= this.args.length) this.next = number - 1;
    else this.isNumberValid = false;
  }

  private readWidth(flags: Flags): void {
    if (this.format[this.at] === "*") {
      this.at++;
      const width = this.numberFromArgument();
      if (width === undefined) this.printer.add("%!(BADWIDTH)");
      else {
        flags.width = Math.abs(width);
        if (width < 0) flags.minus = true;
      }
      this.afterIndex = false;
      return;
    }
    flags.width = this.writtenNumber();
    if (this.afterIndex && flags.width !== undefined) this.isNumberValid = false;
  }

  private readPrecision(flags: Flags): void {
    if (this.format[this.at] !== "." || this.at + 1 >= this.format.length) return;
    this.at++;
    if (this.afterIndex) this.isNumberValid = false;
    this.readIndex();
    if (this.format[this.at] !== "*") {
      flags.precision = this.writtenNumber() ?? 0;
      return;
    }
    this.at++;
    const precision = this.numberFromArgument();
    if (precision === undefined || precision < 0) this.printer.add("%!(BADPREC)");
    else flags.precision = precision;
    this.afterIndex = false;
  }

  /** A number in the format. Go stops reading after one that is too large. */
  private writtenNumber(): number | undefined {
    const from = this.at;
    let value = 0;
    while (this.at < this.format.length) {
      const digit = this.format.charCodeAt(this.at) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      if (value > maxNumber) {
        this.at = this.format.length;
        return undefined;
      }
      this.at++;
      value = value * 10 + digit;
    }
    return this.at > from ? value : undefined;
  }

  private numberFromArgument(): number | undefined {
    const argument = this.next < this.args.length ? this.args[this.next++] : undefined;
    if (argument?.kind !== "int" && argument?.kind !== "uint") return undefined;
    const number = Number(argument.value);
    return Math.abs(number) > maxNumber ? undefined : number;
  }

  private extra(): void {
    if (this.reordered || this.next >= this.args.length) return;
    this.printer.add("%!(EXTRA ");
    for (const [index, argument] of this.args.slice(this.next).entries()) {
      if (index > 0) this.printer.add(", ");
      if (argument === undefined) this.printer.add("<nil>");
      else {
        this.printer.add(`${argument.type.name}=`);
        this.printer.argument(argument, "v", noFlags());
      }
    }
    this.printer.add(")");
  }
}

/** `%v` gives two of the flags another meaning. */
function flagsForValue(flags: Flags): Flags {
  return { ...flags, asGo: flags.sharp, withNames: flags.plus, sharp: false, plus: false };
}

function readNumber(text: string): number | undefined {
  return /^[0-9]{1,7}$/.test(text) ? Number(text) : undefined;
}

/** Go's `fmt.Sprint`: adds a space between arguments neither of which is a string. */
export function print(args: readonly Argument[], limit: WorkLimit): string {
  const printer = new ValuePrinter(limit);
  let afterText = true;
  for (const argument of args) {
    const isText = argument?.kind === "string";
    if (!isText && !afterText) printer.add(" ");
    printer.argument(argument, "v", noFlags());
    afterText = isText;
  }
  return printer.toString();
}

/** Go's `fmt.Sprintln`. */
export function println(args: readonly Argument[], limit: WorkLimit): string {
  const printer = new ValuePrinter(limit);
  for (const [index, argument] of args.entries()) {
    if (index > 0) printer.add(" ");
    printer.argument(argument, "v", noFlags());
  }
  printer.add("\n");
  return printer.toString();
}
