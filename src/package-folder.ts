/** The folder of this package. What is compiled lies one level below it, as the sources do. */
export const packageFolder = new URL("../", import.meta.url);

/** The folder that this package runs from: `dist/`, or `src/` in its own tests. */
export const codeFolder = new URL("./", import.meta.url);
