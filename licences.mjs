// The licences of what was bundled.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The package that a bundled file belongs to: its folder below the last node_modules. */
const packageOf = (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];

/** Not in dist/, but the executable of build-binary.mjs has them inside; the packages of koffi's native parts have no text. */
const IN_EXECUTABLE = ['node_modules/koffi', 'node_modules/systeminformation'];

/** The licences of everything that was bundled; MIT, ISC and BSD all ask that their text comes along. */
export const licences = async (root, metafiles) => {
  const inputs = metafiles.flatMap((one) => Object.keys(one.inputs));
  const folders = [...new Set([...inputs.map(packageOf), ...IN_EXECUTABLE])].filter((folder) => folder !== undefined);
  const texts = await Promise.all(
    folders.sort().map(async (folder) => {
      const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
      const file = (await readdir(join(root, folder))).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file === undefined ? `Licence: ${license}` : await readFile(join(root, folder, file), 'utf8');
      return `${name} ${version}\n\n${text.trim()}\n`;
    }),
  );
  return [...new Set(texts)].join(`\n${'-'.repeat(72)}\n\n`);
};
