/** A line of a unit file; a continued line is one. */
export type UnitLine =
  | { readonly kind: 'section'; readonly name: string; readonly at: number }
  | {
      readonly kind: 'setting';
      readonly name: string;
      readonly value: string;
      readonly at: number;
      readonly valueAt: number;
    }
  | { readonly kind: 'wrong'; readonly at: number; readonly message: string };

/** A part of a line that goes on: where it begins in the joined text, and in the file. */
interface Part {
  readonly from: number;
  readonly at: number;
}

/**
 * The lines of a unit file (systemd.syntax(7)): `#` and `;` begin a comment, also between the parts of a continued line;
 * a backslash at the end continues it, and stands for a blank.
 */
export function* unitLines(text: string): Generator<UnitLine> {
  let [joined, parts]: [string, Part[]] = ['', []];
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end).replace(/\r$/, '');
    const isContinued = line.endsWith('\\');
    if (!/^[ \t]*[#;]/.test(line) && (parts.length > 0 || line.trim() !== '')) {
      parts.push({ from: joined.length, at: start });
      joined += isContinued ? `${line.slice(0, -1)} ` : line;
      if (!isContinued) {
        yield lineOf(joined, parts);
        [joined, parts] = ['', []];
      }
    }
    start = end + 1;
  }
  if (parts.length > 0) yield lineOf(joined, parts);
}

function lineOf(text: string, parts: readonly Part[]): UnitLine {
  const line = text.trim();
  const blanks = text.length - text.trimStart().length;
  const at = offsetOf(blanks, parts);
  if (line.startsWith('[')) {
    if (line.endsWith(']')) return { kind: 'section', name: line.slice(1, -1), at };
    return { kind: 'wrong', at, message: `the section "${line}" has no "]"` };
  }
  const equals = line.indexOf('=');
  if (equals < 1) return { kind: 'wrong', at, message: `"${line}" has no "="` };
  const value = line.slice(equals + 1);
  const valueAt = offsetOf(blanks + equals + 1 + (value.length - value.trimStart().length), parts);
  return { kind: 'setting', name: line.slice(0, equals).trim(), value: value.trim(), at, valueAt };
}

/** Where an offset of the joined text is in the file. */
function offsetOf(offset: number, parts: readonly Part[]): number {
  const part = parts.findLast(({ from }) => from <= offset);
  return part === undefined ? offset : part.at + offset - part.from;
}
