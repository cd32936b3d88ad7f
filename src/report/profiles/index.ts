import type { FormatOf } from '../../model/format.ts';
import type { ProfileList } from '../../model/profile-list.ts';
import { type GatedWriter, writers } from '../text/gate.ts';
import { jsonProfiles } from './json.ts';
import { markdownProfiles } from './markdown.ts';
import { terminalProfiles } from './terminal.ts';

/** What `profiles` prints. */
export const PROFILES_WRITERS: Readonly<Record<FormatOf<'profiles'>, GatedWriter<ProfileList>>> =
  /* @__PURE__ */ writers({
    terminal: (list, style) => [terminalProfiles(list, style)],
    json: jsonProfiles,
    markdown: (list) => [markdownProfiles(list)],
  });
