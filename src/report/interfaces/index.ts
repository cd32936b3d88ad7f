import type { FormatOf } from '../../model/format.ts';
import type { Writer } from '../text/writer.ts';
import { jsonInterfaces } from './json.ts';
import { markdownInterfaces } from './markdown.ts';
import { terminalInterfaces } from './terminal.ts';
import type { HostView } from './view.ts';

/** What `interfaces` prints. */
export const INTERFACES_WRITERS: Readonly<Record<FormatOf<'interfaces'>, Writer<HostView>>> = {
  terminal: (host, style) => [terminalInterfaces(host, style)],
  json: jsonInterfaces,
  markdown: (host) => [markdownInterfaces(host)],
};
