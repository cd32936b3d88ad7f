import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { readStored, store } from './stored.ts';

/**
 * Loads the other bundles of this folder as require() does, with the code that V8 compiled for them in an earlier run. To
 * compile it anew takes a third of a short run. Anything that is not as expected leaves it to V8.
 */

interface Module {
  exports: unknown;
}

type Bundle = (
  exports: unknown,
  require: (id: string) => unknown,
  module: Module,
  file: string,
  folder: string,
) => void;

const modules = new Map<string, Module>();
const loadPackage = createRequire(join(import.meta.dirname, 'load.js'));

/** `./commands-run.js`, or a package. */
export function load(id: string): unknown {
  if (!id.startsWith('./')) return loadPackage(id);
  const known = modules.get(id);
  if (known !== undefined) return known.exports;
  const module: Module = { exports: {} };
  modules.set(id, module);
  const file = join(import.meta.dirname, id);
  compiled(file, id.slice(2))(module.exports, load, module, file, import.meta.dirname);
  return module.exports;
}

/** Where Node is told to behave otherwise, in a debugger or a measurement for one, it shall compile what it is given. */
const isPlainNode = ({ NODE_OPTIONS, NODE_V8_COVERAGE, NODE_DISABLE_COMPILE_CACHE }: NodeJS.ProcessEnv): boolean =>
  process.execArgv.length === 0 && !NODE_OPTIONS && !NODE_V8_COVERAGE && !NODE_DISABLE_COMPILE_CACHE;

function compiled(file: string, name: string): Bundle {
  const source = readFileSync(file);
  const wanted = isPlainNode(process.env);
  const cachedData = wanted ? readStored(name, source, process.env) : undefined;
  // As Node wraps a CommonJS module: on the first line, so that the lines of a stack are those of the file.
  // The build writes ASCII alone, which needs no decoding.
  const text = `(function (exports, require, module, __filename, __dirname) {${source.toString('latin1')}\n})`;
  const script = new Script(text, { filename: file, ...(cachedData === undefined ? {} : { cachedData }) });
  // Taken at the end, it has the functions that were called.
  if (wanted && (cachedData === undefined || script.cachedDataRejected === true))
    storeAtExit(() => store(name, source, script.createCachedData(), process.env));
  return script.runInThisContext() as Bundle;
}

const atExit: (() => void)[] = [];

/** One listener for all bundles: a document may load a dozen of them. */
function storeAtExit(work: () => void): void {
  if (atExit.push(work) > 1) return;
  process.once('exit', () => {
    for (const one of atExit) one();
  });
}
