import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/**
 * For esbuild: a table in YAML becomes JSON when it is bundled, since its comments are for people, and to parse it at each
 * start costs a lot.
 *
 * @type {import('esbuild').Plugin}
 */
export const yamlTables = {
  name: 'yaml-tables',
  setup({ onLoad }) {
    onLoad({ filter: /\.yaml$/ }, async ({ path }) => ({
      contents: JSON.stringify(parse(await readFile(path, 'utf8'))),
      loader: 'json',
    }));
  },
};
