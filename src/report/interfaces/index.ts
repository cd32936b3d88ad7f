import type { FormatOf } from '../../model/format.ts';
import { type GatedWriter, writers } from '../text/gate.ts';
import { jsonInterfaces } from './json.ts';
import { markdownInterfaces } from './markdown.ts';
import { terminalInterfaces } from './terminal.ts';
import type { HostView } from './view.ts';

/** What `interfaces` prints. */
export const INTERFACES_WRITERS: Readonly<Record<FormatOf<'interfaces'>, GatedWriter<HostView>>> =
  /* @__PURE__ */ writers({
    terminal: (host, style) => [terminalInterfaces(host, style)],
    json: jsonInterfaces,
    markdown: (host) => [markdownInterfaces(host)],
  });
