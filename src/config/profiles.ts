import table from '../../config/profiles.yaml';
import type { Profiles } from '../model/profile.ts';

/** The rows of config/profiles.yaml. A test checks them by the schema that the profiles of plans are checked by. */
export const PROFILES = table.profiles as Profiles;
