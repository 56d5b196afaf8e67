/// <reference path="./imported-files.d.ts" preserve="true" />
export * from "./library/index.js";
export * from "./model/index.js";
export * from "./panels/index.js";
