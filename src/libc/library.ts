import { err, ok, type Result } from '../model/result.ts';
import { type Koffi, loadKoffi } from './koffi.ts';
import { whatIsMissing } from './native-part.ts';

let loaded: Result<Koffi> | undefined;

function load(): Result<Koffi> {
  try {
    return ok(loadKoffi());
  } catch (error) {
    return err(whatIsMissing(error));
  }
}

/** Whether C functions can be called here. The problem says which part is missing; without it nothing else of this room works. */
export function nativePart(): Result<Koffi> {
  loaded ??= load();
  return loaded;
}

/** Throws where it is missing, which callers have found out beforehand. */
function native(): Koffi {
  const part = nativePart();
  if (!part.ok) throw new Error(part.error.message);
  return part.value;
}

/** The C library that this Node process already uses, glibc or musl: to load it by file name one would have to know which. */
let library: ReturnType<Koffi['load']> | undefined;

/** Declares one function by its C prototype. Throws if libc has no such symbol. */
export function declare<Signature>(prototype: string): Signature {
  library ??= native().load(null);
  return library.func(prototype) as Signature;
}

/** The same on the first call: for functions that most runs never need. */
export function declareLazily<Arguments extends unknown[], Returned>(
  prototype: string,
): (...args: Arguments) => Returned {
  let found: ((...args: Arguments) => Returned) | undefined;
  return (...args) => {
    found ??= declare<(...args: Arguments) => Returned>(prototype);
    return found(...args);
  };
}

/** errno(3) of the last call through this library; read it before any other call. */
export const errno = (): number => native().errno();

/** An address in this process's memory. As an argument a number costs less than a Buffer. */
export type Pointer = number;

/**
 * Bytes at a fixed address, which libc may read and write as long as this object lives. Where no C function can be called
 * the address is 0, so that constants of this kind can be made everywhere.
 */
export class NativeBytes {
  readonly bytes: Buffer;
  readonly length: number;
  readonly pointer: Pointer;

  constructor(bytes: Uint8Array) {
    // An ArrayBuffer of its own: V8 keeps small typed arrays on the heap, where they move.
    this.bytes = Buffer.from(new ArrayBuffer(bytes.length));
    this.bytes.set(bytes);
    this.length = bytes.length;
    const part = nativePart();
    this.pointer = part.ok ? Number(part.value.address(this.bytes)) : 0;
  }
}
