import { describe, expect, it } from 'vitest';
import { formatAddress } from '../../../src/model/address.ts';
import { type Section, sections } from '../../../src/report/sections/view.ts';
import { combinationInWords, distinction } from '../../../src/report/sections/words.ts';
import { held, TWO_INTERFACES } from '../fixtures/hosts.ts';
import { reportOf, type Setup } from '../fixtures/report-of.ts';

const ALL = ['0.0.0.0', ...TWO_INTERFACES.filter((one) => one.address.family === 'inet'), '::']
  .map((one) => (typeof one === 'string' ? one : formatAddress(one.address)))
  .concat(TWO_INTERFACES.filter((one) => one.address.family === 'inet6').map((one) => formatAddress(one.address)));

const found = (setup: Setup): Section[] => sections(reportOf(setup));
const titles = (setup: Setup): string[] => found(setup).map((section) => combinationInWords(section).join(', '));
const addresses = (section: Section | undefined): string[] =>
  (section?.alone ?? []).map(({ listener }) => formatAddress(listener.address));

describe('the sections of a report', () => {
  it('are one for each combination, with each endpoint alone under the options of the newcomer', () => {
    const setup = { reuse: [{ holder: 'none', newcomer: 'addr' }, 'port'], v6only: ['off', 'on'] } as const;
    expect(titles(setup)).toEqual([
      'tcp 50005, holder no reuse option, newcomer SO_REUSEADDR, IPV6_V6ONLY off',
      'tcp 50005, holder no reuse option, newcomer SO_REUSEADDR, IPV6_V6ONLY on',
      'tcp 50005, SO_REUSEPORT on all sockets, IPV6_V6ONLY off',
      'tcp 50005, SO_REUSEPORT on all sockets, IPV6_V6ONLY on',
    ]);
    for (const section of found(setup)) expect(addresses(section)).toEqual(ALL);
  });

  it('of endpoints alone count an IPv4 socket, which shows no IPV6_V6ONLY, to those of its other options', () => {
    const setup = { show: ['alone'], v6only: ['off', 'on'] } as const;
    expect(titles(setup)).toEqual([
      'tcp 50005, SO_REUSEADDR on all sockets, IPV6_V6ONLY off',
      'tcp 50005, SO_REUSEADDR on all sockets, IPV6_V6ONLY on',
    ]);
    for (const section of found(setup)) expect(addresses(section)).toEqual(ALL);
  });

  it('on a port in use have the endpoints as they were tried, with fewer options', () => {
    const [section] = found({ port: 8080, reuse: ['addr+port'], heldBy: [held({})] });
    expect(addresses(section)).toEqual(ALL);
    expect(section?.alone[0]?.listener.options).toEqual({ reuseaddr: true });
  });

  it('are told apart by the axes on which they differ', () => {
    const all = found({ reuse: ['none', 'addr'], v6only: ['on'], sequence: ['listen-each', 'bind-all-first'] });
    expect(all.map((section) => distinction(section, all))).toEqual([
      'no option, listen-each',
      'no option, bind-all-first',
      'SO_REUSEADDR, listen-each',
      'SO_REUSEADDR, bind-all-first',
    ]);
  });
});
