import koffi from 'koffi';

/**
 * The C library that this Node process already uses: glibc or musl, whichever it was built for. Loading by
 * file name would need to know which.
 */
let library: ReturnType<typeof koffi.load> | undefined;

/** Declares one function by its C prototype. Throws where libc has no such symbol: a defect of the table that names it. */
export function declare<Signature>(prototype: string): Signature {
  library ??= koffi.load(null);
  return library.func(prototype) as Signature;
}

/** As `declare`, on the first call: for functions that most runs never need. */
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

/** An address in this process's memory. As a number it costs a call less than a Buffer does. */
export type Pointer = number;

/** Bytes that libc may be pointed to for as long as this object lives. */
export class NativeBytes {
  readonly bytes: Buffer;
  readonly pointer: Pointer;

  constructor(bytes: Uint8Array) {
    // An ArrayBuffer of its own: V8 keeps small typed arrays on the heap, where they move.
    this.bytes = Buffer.from(new ArrayBuffer(bytes.length));
    this.bytes.set(bytes);
    this.pointer = Number(koffi.address(this.bytes));
  }

  get length(): number {
    return this.bytes.length;
  }
}
