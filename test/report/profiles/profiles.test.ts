import { describe, expect, it } from 'vitest';
import { profilesDocument } from '../../../src/contracts/profiles.ts';
import { listProfiles } from '../../../src/flows/profiles.ts';
import type { ProfileList } from '../../../src/model/profile-list.ts';
import { PROFILES_WRITERS } from '../../../src/report/index.ts';

const STYLE = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };

function listed(name?: string): ProfileList {
  const found = listProfiles(name);
  if (!found.ok) throw new Error(found.error.message);
  return { ...found.value, version: '0.0.0' };
}

const written = (list: ProfileList, format: 'terminal' | 'json' | 'markdown'): string =>
  [...PROFILES_WRITERS[format](list, STYLE)].join('');

describe('the list of profiles', () => {
  it('has a row for each, within 80 columns', async () => {
    const text = written(listed(), 'terminal');
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    await expect(text).toMatchFileSnapshot('../golden/profiles.txt');
  });

  it('is a table in markdown', async () => {
    await expect(written(listed(), 'markdown')).toMatchFileSnapshot('../golden/profiles.md');
  });

  it('is JSON by its contract', () => {
    const json = JSON.parse(written(listed(), 'json')) as { profiles: { name: string }[] };
    expect(profilesDocument.safeParse(json).error).toBeUndefined();
    expect(json.profiles.map(({ name }) => name)).toContain('systemd-socket');
  });
});

describe('one profile', () => {
  it.each(['node', 'nginx', 'named'])('%s is told in full', async (name) => {
    await expect(written(listed(name), 'terminal')).toMatchFileSnapshot(`../golden/profile-${name}.txt`);
  });

  it('is missed where its name is not that of any', () => {
    expect(listProfiles('ngnix')).toMatchObject({ ok: false, error: { hint: expect.stringMatching(/nginx/) } });
  });
});
