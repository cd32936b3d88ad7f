import type { ProfilesJson } from '../../contracts/profiles.ts';
import type { ProfileList } from '../../model/profile-list.ts';
import { list, member } from '../text/json.ts';

/** The profiles by the contract `bindmatrix/profiles@1`, one a line. */
export function* jsonProfiles({ rows, version }: ProfileList): Generator<string> {
  const profiles: ProfilesJson['profiles'] = rows.map(({ name, profile, opens }) => ({ name, ...profile, opens }));
  yield `{\n${member('schema', 'bindmatrix/profiles@1' satisfies ProfilesJson['schema'])}${member('version', version)}`;
  const text = [...list('profiles', profiles)].join('');
  yield `${text.replace(/,\n$/, '\n')}}\n`;
}
