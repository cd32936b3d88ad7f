/** The build makes a module of it: esbuild.config.mjs, and vitest.config.ts for the tests. */
declare module '*/profiles.yaml' {
  const table: { readonly version: number; readonly profiles: unknown };
  // biome-ignore lint/style/noDefaultExport: the module is plain data.
  export default table;
}
