import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { readText } from '../config/read-text.ts';
import { ok } from '../model/result.ts';
import { ownLines, shellWord } from '../report/index.ts';
import type { InitArguments } from './command-line/options/init.ts';
import { deliver } from './terminal/deliver.ts';
import { EXIT } from './terminal/exit-codes.ts';
import { complain, note } from './terminal/print.ts';
import { programName } from './terminal/program-name.ts';

/** Where the file and the schema are that come with the program: beside `dist`. */
const FOLDER = join(import.meta.dirname, '..', 'config');

/** What `init` writes where nothing else is named. */
const USUAL = 'bindmatrix.yaml';

/** `bindmatrix init`: a file to begin with. Gives the exit code. */
export async function init({ operands: [path = USUAL], force }: InitArguments): Promise<number> {
  // A lone - is empty once yargs has read it.
  const output = path === '-' || path === '' ? undefined : path;
  if (output !== undefined && force !== true && existsSync(output)) {
    complain({ message: `init: ${path} is there already`, hint: 'name another file, or add --force' });
    return EXIT.usage;
  }
  const template = readText(join(FOLDER, 'init.yaml'));
  if (!template.ok) {
    complain({ ...template.error, message: `init: ${template.error.message}` });
    return EXIT.unknown;
  }
  const text = template.value.replace('$schema=./schema.json', `$schema=${schemaFrom(output)}`);
  const filled = text.replaceAll('FILE', output === undefined ? 'FILE' : shellWord(path));
  const code = await deliver(
    output,
    () => ok(undefined),
    () => ({ text: [ownLines(filled)], code: EXIT.done }),
  );
  if (output !== undefined && code === EXIT.done)
    note(`${path} is written; to try it: ${programName()} check ${shellWord(path)}`);
  return code;
}

/** The path of the schema as an editor finds it from the file: relative where both are below the folder of the file. */
function schemaFrom(output: string | undefined): string {
  const schema = join(realpathSync(FOLDER), 'schema.json');
  const path = relative(output === undefined ? '.' : dirname(resolve(output)), schema);
  return path.startsWith('..') || isAbsolute(path) ? schema : `./${path}`;
}
