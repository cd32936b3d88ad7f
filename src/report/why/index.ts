import type { FormatOf } from '../../model/format.ts';
import type { HeldPorts, WhyAnswers } from '../../model/why.ts';
import { type GatedWriter, writers } from '../text/gate.ts';
import { jsonHeldPorts } from './held/json.ts';
import { markdownHeldPorts } from './held/markdown.ts';
import { terminalHeldPorts } from './held/terminal.ts';
import { jsonWhy } from './json.ts';
import { markdownWhy } from './markdown.ts';
import { terminalWhy } from './terminal.ts';

export { adviceInWords, stopHidden } from './advice-words.ts';
export { alternativeInWords } from './words/alternative.ts';
export { byPid } from './words/processes.ts';

/** `bindmatrix why ENDPOINT…` */
export const WHY_WRITERS: Readonly<Record<FormatOf<'why'>, GatedWriter<WhyAnswers>>> = /* @__PURE__ */ writers({
  terminal: terminalWhy,
  json: jsonWhy,
  markdown: markdownWhy,
});

/** `bindmatrix why` */
export const HELD_WRITERS: Readonly<Record<FormatOf<'held'>, GatedWriter<HeldPorts>>> = /* @__PURE__ */ writers({
  terminal: terminalHeldPorts,
  json: jsonHeldPorts,
  markdown: markdownHeldPorts,
});
