import { lastingKernelName } from '../lasting/report.ts';
import { code, escaped, markdownTable } from '../text/markdown.ts';
import { addressesOf, type HostView } from './view.ts';
import { addressMark, addressWithPrefix, linkInWords } from './words.ts';

/** Each interface with its link facts, and all of its addresses. */
export function markdownInterfaces(host: HostView): string {
  const rows = host.interfaces.flatMap((link) => {
    const [first, ...more] = addressesOf(host, link).map((one) => [
      code(addressWithPrefix(one)),
      escaped(addressMark(one)),
    ]);
    const facts = [code(link.name), escaped(linkInWords(link))];
    return [[...facts, ...(first ?? ['', ''])], ...more.map((cells) => ['', '', ...cells])];
  });
  return `${[`Interfaces of this host, ${escaped(lastingKernelName(host.facts))}:`, '', ...markdownTable(['interface', 'link', 'address', ''], rows)].join('\n')}\n`;
}
