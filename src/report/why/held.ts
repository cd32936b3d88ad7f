import type { HeldPorts } from '../../model/why.ts';
import type { Terminal } from '../style.ts';
export function* heldLines(term: Terminal, held: HeldPorts): Generator<string> {
  yield `${held.sockets.length} ${term.columns}\n`;
}
