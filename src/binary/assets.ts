import { getAsset, getRawAsset } from 'node:sea';

/** The files of `dist/` and of the tutorial, and koffi's native part, which the executable has inside. */
export const textOf = (name: string): string => getAsset(name, 'utf8');

/** A bundle, which is in ASCII alone: it needs no decoding. */
export const sourceOf = (name: string): string => Buffer.from(getRawAsset(name) as ArrayBuffer).toString('latin1');

export const bytesOf = (name: string): Uint8Array => new Uint8Array(getRawAsset(name) as ArrayBuffer);

/** Undefined where there is none of that name. */
export function bytesIfAny(name: string): Uint8Array | undefined {
  try {
    return bytesOf(name);
  } catch {
    return undefined;
  }
}
