import * as z from 'zod';
import type { DeepReadonly } from './readonly.ts';

const profile = z
  .looseObject({
    name: z.string(),
    opens: z
      .record(z.string(), z.array(z.string()))
      .describe('By the kind of line (port, any4, any6, addr4, addr6, localhost) what it opens for port 80.'),
  })
  .describe('The keys beside them are those of profiles: in a file, and of config/profiles.yaml.');

/** `bindmatrix profiles --format json` */
export const profilesDocument = z
  .strictObject({ schema: z.literal('bindmatrix/profiles@1'), version: z.string(), profiles: z.array(profile) })
  .describe('How servers open their listening sockets.');

export type ProfilesJson = DeepReadonly<z.infer<typeof profilesDocument>>;
