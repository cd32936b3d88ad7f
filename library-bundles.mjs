// How the library is bundled: what a call needs is a file of its own, which is loaded when the call is first made.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

const WORK = 'src/api/work';
const WORK_IMPORT = /\bfrom '\.\/work\/([\w-]+)\.ts'/g;

/** Every file of src/api/work that a call of the library imports but for its types. */
export async function workFiles(root) {
  const files = (await readdir(join(root, 'src/api'))).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(files.map((name) => readFile(join(root, 'src/api', name), 'utf8')));
  const lines = texts.flatMap((text) => text.split('\n')).filter((line) => /^import \{/.test(line));
  return [...new Set(lines.flatMap((line) => [...line.matchAll(WORK_IMPORT)].map(([, name]) => `${WORK}/${name}.ts`)))];
}

/** The plugin by which it is so. `outputs`: the bundle of each file. What a call of the library imports of its work is asked for by name when it is used, and the file is loaded then. */
export const whenFirstCalled = (root, outputs) => ({
  name: 'when-first-called',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/work\// }, ({ path, resolveDir, kind }) => {
      const source = relative(root, join(resolveDir, path));
      const isEdge = kind === 'import-statement' && resolveDir === join(root, 'src/api') && outputs.has(source);
      return isEdge ? { path: source, namespace: 'when-first-called' } : null;
    });
    onLoad({ filter: /.*/, namespace: 'when-first-called' }, async ({ path }) => {
      const text = await readFile(join(root, path), 'utf8');
      const names = [...text.matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)].map(([, name]) => name);
      const call = (name) => `export const ${name} = (...given) => require('${outputs.get(path)}').${name}(...given);`;
      return { contents: names.map(call).join('\n'), resolveDir: root };
    });
    onResolve({ filter: /^\.\//, namespace: 'when-first-called' }, ({ path }) => ({ path, external: true }));
  },
});
