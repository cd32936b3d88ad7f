import { describe, expect, it } from 'vitest';
import { INTERFACES_WRITERS } from '../../../src/report/index.ts';
import { TROUBLED } from '../fixtures/hosts.ts';

const style = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };

describe('the interfaces of a host', () => {
  it.each([
    ['terminal', 'txt'],
    ['markdown', 'md'],
    ['json', 'json'],
  ] as const)('written as %s are as golden', async (format, extension) => {
    await expect([...INTERFACES_WRITERS[format](TROUBLED, style)].join('')).toMatchFileSnapshot(
      `../golden/interfaces.${extension}`,
    );
  });

  it('written as JSON have each address as one string', () => {
    const parsed = JSON.parse([...INTERFACES_WRITERS.json(TROUBLED, style)].join(''));
    expect(parsed.addresses[4]).toEqual({
      address: 'fe80::1%eth0',
      family: 'inet6',
      interface: 'eth0',
      prefix: 64,
      state: 'ok',
      link: 'up',
    });
    expect(parsed.interfaces).toEqual(TROUBLED.interfaces);
  });

  it('of a host without addresses say so', () => {
    const text = [...INTERFACES_WRITERS.terminal({ ...TROUBLED, addresses: [] }, style)].join('');
    expect(text).toContain('no address');
  });
});
