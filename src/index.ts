/// <reference path="./imported-files.d.ts" preserve="true" />
export * from "./model/index.js";
