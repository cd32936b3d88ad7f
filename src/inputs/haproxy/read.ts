import { Findings } from '../findings.ts';
import { complainOfMark, placesIn } from '../places.ts';
import type { InputReader } from '../surroundings.ts';
import { HaproxySections } from './sections.ts';
import { haproxyWords } from './words.ts';

/**
 * Reads haproxy.cfg: the `bind` lines of its frontends, the sockets of `stats`, of its logs, and of the peer that it is. One
 * service: haproxy.
 */
export const readHaproxy: InputReader = (text, file, { environment, hostName }) => {
  const findings = new Findings();
  const at = placesIn(file, text);
  const sections = new HaproxySections(findings, environment, hostName);
  complainOfMark(text, at(0), findings);
  for (let start = 0; start <= text.length && !findings.isFull; ) {
    const end = text.indexOf('\n', start) < 0 ? text.length : text.indexOf('\n', start);
    const { words, wrong } = haproxyWords(text.slice(start, end), sections.environment);
    const from = start;
    if (wrong !== undefined) findings.complain(at(from + wrong.at), wrong.message, wrong.hint);
    else if (words[0] !== undefined) sections.line(words, (offset) => at(from + offset));
    start = end + 1;
  }
  const lines = sections.lines();
  return findings.result(lines.length === 0 ? [] : [{ id: 'haproxy', profile: 'haproxy', lines }]);
};
