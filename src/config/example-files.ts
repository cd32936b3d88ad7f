import { join } from 'node:path';
import { ok, problem, type Result } from '../model/result.ts';
import { EXAMPLE, EXAMPLE_NAMES, PLAN_EXAMPLES } from './example-names.ts';
import { nearest } from './nearest.ts';

/** They come with the program: beside `dist`, where this code is once it is built. */
const FOLDER = join(import.meta.dirname, '..', 'config', 'examples');

/** The path to read where a file is named: `example:before-deploy` is one that comes with the program. */
export function pathOfFile(written: string): Result<string> {
  if (!written.startsWith(EXAMPLE)) return ok(written);
  const name = written.slice(EXAMPLE.length);
  if (!EXAMPLE_NAMES.includes(name)) return unknown(name);
  const isPlan = (PLAN_EXAMPLES as readonly string[]).includes(name);
  return ok(join(FOLDER, isPlan ? 'services' : '', `${name}.yaml`));
}

function unknown(name: string): Result<never> {
  const near = nearest(name, EXAMPLE_NAMES);
  return near === undefined
    ? problem('no example has this name', `the examples are ${EXAMPLE_NAMES.join(', ')}`)
    : problem(`no example has this name; did you mean ${EXAMPLE}${near}?`);
}
