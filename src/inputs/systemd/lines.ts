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

/**
 * The lines of a unit file (systemd.syntax(7)): `#` and `;` begin a comment, also between the parts of a continued line;
 * a backslash at the end continues it, and stands for a blank.
 */
export function* unitLines(text: string): Generator<UnitLine> {
  let pending: { text: string; at: number } | undefined;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end).replace(/\r$/, '');
    const at = start;
    start = end + 1;
    if (/^[ \t]*[#;]/.test(line) || (pending === undefined && line.trim() === '')) continue;
    const isContinued = line.endsWith('\\');
    const part = isContinued ? `${line.slice(0, -1)} ` : line;
    pending = pending === undefined ? { text: part, at } : { text: pending.text + part, at: pending.at };
    if (isContinued) continue;
    yield lineOf(pending.text, pending.at);
    pending = undefined;
  }
  if (pending !== undefined) yield lineOf(pending.text, pending.at);
}

function lineOf(text: string, start: number): UnitLine {
  const at = start + (text.length - text.trimStart().length);
  const line = text.trim();
  if (line.startsWith('[')) {
    if (line.endsWith(']')) return { kind: 'section', name: line.slice(1, -1), at };
    return { kind: 'wrong', at, message: `the section "${line}" has no "]"` };
  }
  const equals = line.indexOf('=');
  if (equals < 1) return { kind: 'wrong', at, message: `"${line}" has no "="` };
  const value = line.slice(equals + 1);
  const valueAt = at + equals + 1 + (value.length - value.trimStart().length);
  return { kind: 'setting', name: line.slice(0, equals).trim(), value: value.trim(), at, valueAt };
}
