import type { FormatOf } from '../../model/format.ts';
import type { HostSnapshot } from '../../model/host-snapshot.ts';
import { type GatedWriter, writers } from '../text/gate.ts';
import { jsonSnapshot } from './json.ts';
import { terminalSnapshot } from './terminal.ts';

/** What `snapshot` prints. */
export const SNAPSHOT_WRITERS: Readonly<Record<FormatOf<'snapshot'>, GatedWriter<HostSnapshot>>> =
  /* @__PURE__ */ writers({
    terminal: (snapshot, style) => [terminalSnapshot(snapshot, style)],
    json: jsonSnapshot,
  });
