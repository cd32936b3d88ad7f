import { Script } from 'node:vm';
import { bytesIfAny, sourceOf } from './assets.ts';
import { loadNative } from './native.ts';

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

/** Where the bundles believe that they are: a folder that no file system has. */
export const FOLDER = '/bindmatrix-executable/dist';

const modules = new Map<string, Module>();

/** Where it cannot be loaded, it is not tried again: the caller asks in two ways. */
let native: { readonly loaded?: unknown; readonly error?: unknown } | undefined;

/** What the bundles have for require(): other bundles, packages and native code come from inside the executable. */
export function load(id: string): unknown {
  if (id === './code-cache.js') return { load };
  if (id.startsWith('./')) return loadBundle(id.slice(2));
  if (id === 'systeminformation') return loadBundle('systeminformation.js');
  if (id.startsWith('@koromix/koffi-')) return koffi();
  return require(id);
}

function koffi(): unknown {
  native ??= tryNative();
  if (native.error !== undefined) throw native.error;
  return native.loaded;
}

function tryNative(): NonNullable<typeof native> {
  try {
    return { loaded: loadNative() };
  } catch (error) {
    return { error };
  }
}

function loadBundle(name: string): unknown {
  const known = modules.get(name);
  if (known !== undefined) return known.exports;
  const module: Module = { exports: {} };
  modules.set(name, module);
  const filename = `${FOLDER}/${name}`;
  compiled(name, filename)(module.exports, load, module, filename, FOLDER);
  return module.exports;
}

/** V8 takes the code that it compiled when the executable was built: it is the same V8. */
function compiled(name: string, filename: string): Bundle {
  const cachedData = bytesIfAny(`${name}.cache`);
  const text = wrapped(sourceOf(name));
  const script = new Script(text, { filename, ...(cachedData === undefined ? {} : { cachedData }) });
  return script.runInThisContext() as Bundle;
}

/** As Node wraps a CommonJS module; build-binary.mjs compiles the same text. */
const wrapped = (source: string): string =>
  `(function (exports, require, module, __filename, __dirname) {${source.replace(/^#!.*/, '')}\n})`;
