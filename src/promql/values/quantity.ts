/** A physical or logical quantity. A flag is 0 or 1; a timestamp is a point in time; `other` has a unit of its own. */
export type Measure = "time" | "data" | "ratio" | "count" | "flag" | "timestamp" | "other";

/** The quantity that the values of an expression measure. */
export interface Quantity {
  readonly measure: Measure;
  readonly perSecond: boolean;
  /** The seconds, bytes or units that a value of 1 stands for: 0.001 for milliseconds, 0.01 for percent. */
  readonly scale: number;
  /** True if the catalogue declares it; false if only the name of a metric suggests it. */
  readonly isDeclared: boolean;
  /** The name of the declared unit, as long as the values are in it. */
  readonly unit?: string | undefined;
  /** True for a count divided by a count, which is a share, or a mean such as items per request. */
  readonly isCountRatio?: boolean | undefined;
}

/** A quantity, a constant, or undefined where it is unknown. */
export type QuantityOrConstant = Quantity | number | undefined;

export function isQuantity(value: QuantityOrConstant): value is Quantity {
  return typeof value === "object";
}

/** True if values of both measure the same in the same unit. */
export function hasSameUnit(one: Quantity, other: Quantity): boolean {
  if (one.measure === "other" && one.unit !== other.unit) return false;
  return one.measure === other.measure && one.perSecond === other.perSecond && isSameScale(one.scale, other.scale);
}

/** Powers of 1000 and of 1024 count as the same scale: which one a unit shows is a matter of taste. */
export function isSameScale(one: number, other: number): boolean {
  return Math.abs(Math.log(one / other)) < Math.log(1.13);
}

export function multiply(left: QuantityOrConstant, right: QuantityOrConstant): QuantityOrConstant {
  if (typeof left === "number") return typeof right === "number" ? left * right : scaled(right, left);
  if (typeof right === "number") return scaled(left, right);
  if (left === undefined || right === undefined) return undefined;
  if (left.measure === "other" || right.measure === "other") return undefined;
  const both = combined(left, right, left.scale * right.scale);
  if (left.measure === "ratio" || left.measure === "flag") return { ...right, ...both };
  if (right.measure === "ratio" || right.measure === "flag") return { ...left, ...both };
  if (left.perSecond && isDuration(right)) return { ...left, ...both, perSecond: false };
  if (right.perSecond && isDuration(left)) return { ...right, ...both, perSecond: false };
  return undefined;
}

export function divide(left: QuantityOrConstant, right: QuantityOrConstant): QuantityOrConstant {
  if (typeof left === "number") return typeof right === "number" ? left / right : undefined;
  if (typeof right === "number") return scaled(left, 1 / right);
  if (left === undefined || right === undefined) return undefined;
  const both = combined(left, right, left.scale / right.scale);
  const [of, by] = [countable(left.measure), countable(right.measure)];
  if (of === "timestamp" || by === "timestamp") return undefined;
  if (of === "other" || by === "other")
    return hasSameUnit(left, right) ? { measure: "ratio", perSecond: false, ...both } : undefined;
  if (of === by && left.perSecond === right.perSecond)
    return { measure: "ratio", perSecond: false, ...both, isCountRatio: both.isCountRatio || of === "count" };
  if (of === by && right.perSecond) return { measure: "time", perSecond: false, ...both };
  if (by === "ratio") return { ...left, ...both };
  if (by === "count" && left.perSecond === right.perSecond) return { measure: of, perSecond: false, ...both };
  if (by === "count" && !right.perSecond) return { measure: of, perSecond: true, ...both };
  if (isDuration(right) && !left.perSecond && of !== "ratio") return { measure: of, perSecond: true, ...both };
  return undefined;
}

export function subtract(left: QuantityOrConstant, right: QuantityOrConstant): QuantityOrConstant {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (!isQuantity(left) || !isQuantity(right) || left.measure !== "timestamp") return add(left, right);
  if (right.measure === "timestamp" && isSameScale(left.scale, right.scale)) return { ...left, measure: "time" };
  return right.measure === "time" ? left : undefined;
}

export function add(left: QuantityOrConstant, right: QuantityOrConstant): QuantityOrConstant {
  if (typeof left === "number" && typeof right === "number") return left + right;
  return either(left, right);
}

/** The quantity of values that come from either side. A constant, as in `or vector(0)`, has that of the other. */
export function either(left: QuantityOrConstant, right: QuantityOrConstant): QuantityOrConstant {
  if (typeof left === "number") return typeof right === "number" && left !== right ? undefined : right;
  if (typeof right === "number") return left;
  if (left === undefined || right === undefined || !hasSameUnit(left, right)) return undefined;
  const unit = left.unit === right.unit ? left.unit : undefined;
  return { ...left, ...combined(left, right, left.scale), unit };
}

/** The sum of flags is a count; their mean is a share. */
export function ofFlags(value: QuantityOrConstant, measure: "count" | "ratio"): QuantityOrConstant {
  return isQuantity(value) && value.measure === "flag" ? { ...value, measure } : value;
}

export function perSecond(value: QuantityOrConstant): QuantityOrConstant {
  if (!isQuantity(value) || value.perSecond || value.measure === "timestamp" || value.measure === "flag")
    return undefined;
  const { measure, scale, isDeclared, isCountRatio } = value;
  return measure === "other"
    ? undefined
    : { measure, perSecond: true, scale, isDeclared, unit: undefined, isCountRatio };
}

function scaled(value: Quantity | undefined, factor: number): Quantity | undefined {
  if (value === undefined || factor === 0 || !Number.isFinite(factor)) return undefined;
  if (Math.abs(factor) === 1) return value;
  return value.measure === "other" ? undefined : { ...value, scale: value.scale / Math.abs(factor), unit: undefined };
}

/** The properties of a result of two operands that do not depend on its measure. */
function combined(left: Quantity, right: Quantity, scale: number) {
  const isCountRatio = left.isCountRatio === true || right.isCountRatio === true;
  return { scale, isDeclared: left.isDeclared && right.isDeclared, unit: undefined, isCountRatio };
}

function isDuration({ measure, perSecond: isRate }: Quantity): boolean {
  return measure === "time" && !isRate;
}

function countable(measure: Measure): Measure {
  return measure === "flag" ? "count" : measure;
}
