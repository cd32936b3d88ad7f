import type { LineKind, Profile } from './profile.ts';

/** A profile, and what it opens for each kind of line. */
export interface ProfileRow {
  readonly name: string;
  readonly profile: Profile;
  /** By the kind of line: the sockets, such as `[::]:80 dual SO_REUSEADDR`. */
  readonly opens: Readonly<Record<LineKind, readonly string[]>>;
}

export interface ProfileList {
  /** Of this program. */
  readonly version: string;
  readonly rows: readonly ProfileRow[];
  /** One was asked for: it is told in full. */
  readonly single: boolean;
}
