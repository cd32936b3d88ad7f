import { writeSync } from 'node:fs';
import { bytesOf, textOf } from './assets.ts';
import { FOLDER, load } from './load.ts';
import { NATIVE_PART } from './native.ts';

/** What the executable runs: the command line; in a sandbox, which it starts with the path of a bundle, that bundle. */
function main(): void {
  const [, , first] = process.argv;
  if (first === NATIVE_PART) {
    writeAll(bytesOf('koffi.node'));
    return;
  }
  // A path of Node's own choice: messages propose the one by which it can be called.
  process.argv[1] = process.execPath;
  Object.assign(globalThis, { [Symbol.for('bindmatrix.stories')]: JSON.parse(textOf('stories.json')) });
  if (first === `${FOLDER}/sandbox-program.js` && process.channel !== undefined) {
    // It looks for its words where Node has them: behind the name of the program.
    process.argv.splice(1, 1);
    load('./sandbox-program.js');
  } else load('./cli.js');
}

function writeAll(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
}

main();
