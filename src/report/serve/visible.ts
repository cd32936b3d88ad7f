import { isPrintable } from '../../model/printable.ts';
import { width } from '../text/text.ts';

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What was made of some bytes. */
export interface Visible {
  readonly text: string;
  /** How many of the bytes `text` stands for: fewer than all where there was no more room. */
  readonly shown: number;
}

/**
 * Bytes as text that is safe on any terminal and still exact: UTF-8 where it is, `\r`, `\n` and the like for control
 * characters, `\xff` for what is no UTF-8. At most `columns` wide. Without `unicode` all beyond ASCII is `\x..`.
 */
export function visible(bytes: Uint8Array, columns: number, unicode: boolean): Visible {
  let text = '';
  let used = 0;
  let shown = 0;
  while (shown < bytes.length) {
    const { length, char } = next(bytes, shown, unicode);
    used += width(char);
    if (used > columns) break;
    text += char;
    shown += length;
  }
  return { text, shown };
}

/** How many bytes at the end are the beginning of a UTF-8 character whose rest may come with the next read. */
export function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    return sequenceLength(byte) > back ? back : 0;
  }
  return 0;
}

function next(bytes: Uint8Array, at: number, unicode: boolean): { length: number; char: string } {
  const first = bytes[at] ?? 0;
  const length = sequenceLength(first);
  const char = length === 1 || unicode ? decoded(bytes.subarray(at, at + length)) : undefined;
  if (char === undefined) return { length: 1, char: hex(first) };
  const escaped = ESCAPES[char] ?? (isPrintable(char) ? char : [...bytes.subarray(at, at + length)].map(hex).join(''));
  return { length, char: escaped };
}

/** By its first byte (RFC 3629); 1 for a byte that begins nothing. */
const sequenceLength = (byte: number): number =>
  byte >= 0xf0 && byte < 0xf5 ? 4 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xc2 && byte < 0xe0 ? 2 : 1;

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

const hex = (byte: number): string => `\\x${byte.toString(16).padStart(2, '0')}`;
