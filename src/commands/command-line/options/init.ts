import { type ArgumentsOf, type CommandOptions, toggle } from '../definition.ts';

export const INIT = {
  name: 'init',
  about: 'write a commented file to begin with',
  operand: { name: 'file', describe: 'its path [bindmatrix.yaml]; - is standard output' },
  details:
    'A file with services, a run and expectations, each explained, for check and run. Its first line names the JSON Schema, by which editors complete and check it. A file that is there already is left alone.',
  flags: { force: toggle('write over a file that is there') },
  examples: [
    ['$0 init', 'writes bindmatrix.yaml'],
    ['$0 check bindmatrix.yaml', 'tries it, in a sandbox'],
  ],
} as const satisfies CommandOptions;

export type InitArguments = ArgumentsOf<typeof INIT>;
