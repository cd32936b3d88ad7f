import type { FormatOf } from '../../model/format.ts';
import type { HeldPorts, WhyAnswer } from '../../model/why.ts';
import type { Writer } from '../text/writer.ts';
import { jsonHeldPorts } from './held/json.ts';
import { terminalHeldPorts } from './held/terminal.ts';
import { jsonWhy } from './json.ts';
import { terminalWhy } from './terminal.ts';

export { adviceInWords, stopHidden } from './advice-words.ts';
export { alternativeInWords } from './words/alternative.ts';
export { byPid } from './words/processes.ts';

/** `bindmatrix why ENDPOINT` */
export const WHY_WRITERS: Readonly<Record<FormatOf<'why'>, Writer<WhyAnswer>>> = {
  terminal: terminalWhy,
  json: jsonWhy,
};

/** `bindmatrix why` */
export const HELD_WRITERS: Readonly<Record<FormatOf<'held'>, Writer<HeldPorts>>> = {
  terminal: terminalHeldPorts,
  json: jsonHeldPorts,
};
