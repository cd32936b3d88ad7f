import { loadKoffi } from './koffi.ts';

const koffi = loadKoffi();

/** The C library that this Node process already uses, glibc or musl: to load it by file name one would have to know which. */
let library: ReturnType<typeof koffi.load> | undefined;

/** Declares one function by its C prototype. Throws if libc has no such symbol. */
export function declare<Signature>(prototype: string): Signature {
  library ??= koffi.load(null);
  return library.func(prototype) as Signature;
}

/** The same on the first call: for functions that most runs never need. */
export function declareLazily<Arguments extends unknown[], Returned>(
  prototype: string,
): (...args: Arguments) => Returned {
  let native: ((...args: Arguments) => Returned) | undefined;
  return (...args) => {
    native ??= declare<(...args: Arguments) => Returned>(prototype);
    return native(...args);
  };
}

/** errno(3) of the last call through this library; read it before any other call. */
export const errno = (): number => koffi.errno();

/** An address in this process's memory. As an argument a number costs less than a Buffer. */
export type Pointer = number;

/** Bytes at a fixed address, which libc may read and write as long as this object lives. */
export class NativeBytes {
  readonly bytes: Buffer;
  readonly length: number;
  readonly pointer: Pointer;

  constructor(bytes: Uint8Array) {
    // An ArrayBuffer of its own: V8 keeps small typed arrays on the heap, where they move.
    this.bytes = Buffer.from(new ArrayBuffer(bytes.length));
    this.bytes.set(bytes);
    this.length = bytes.length;
    this.pointer = Number(koffi.address(this.bytes));
  }
}
