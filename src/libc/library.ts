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
export function declareLazily<Arguments extends unknown[], Returned>(prototype: string): (...args: Arguments) => Returned {
  let native: ((...args: Arguments) => Returned) | undefined;
  return (...args) => {
    native ??= declare(prototype);
    return native(...args);
  };
}

/** errno(3) of the last call through this library; read it before any other call. */
export const errno = (): number => koffi.errno();
