/** A YAML file, imported: its text, and its path from the project's root so that findings can point into it. */
declare module "*.yml" {
  const file: { readonly text: string; readonly path: string };
  export default file;
}

declare module "*.yaml" {
  const file: { readonly text: string; readonly path: string };
  export default file;
}
