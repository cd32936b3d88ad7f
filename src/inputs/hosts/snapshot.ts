import type { SourcedProblem } from '../../model/flow-problem.ts';
import type { Assumption, GatheredHost } from '../../model/gathered-host.ts';
import { type HostSnapshot, heldOfSnapshot, hostOfSnapshot } from '../../model/host-snapshot.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { readHostDocument } from '../snapshot/read.ts';
import { USUAL_LOCALHOST } from './addresses.ts';
import type { JsonDocument } from './document.ts';

/** What `bindmatrix snapshot` writes: all that decides. */
export function readSnapshot({ file, text }: JsonDocument): Result<GatheredHost, SourcedProblem> {
  const read = readHostDocument(text, file);
  if (!read.ok) {
    const [{ message, hint, source }] = read.error;
    // It begins with its place already.
    const said = 'flag' in source ? message : message.slice(`${file}:${source.line}:${source.column}: `.length);
    return err({ message: said, ...(hint === undefined ? {} : { hint }), source });
  }
  const { facts, localhost } = read.value;
  return ok({
    name: facts.hostname,
    shape: 'bindmatrix/host@1',
    host: hostOfSnapshot(read.value),
    held: heldOfSnapshot(read.value),
    localhost: localhost.length === 0 ? USUAL_LOCALHOST : localhost,
    assumed: assumedOf(read.value),
  });
}

function assumedOf({ facts, localhost, sight }: HostSnapshot): readonly Assumption[] {
  return [
    ...(facts.unread === undefined ? [] : (['sysctls'] as const)),
    // Every listener is listed for every user; only a kernel that lists no bound sockets leaves some out.
    ...(sight.boundOnly ? [] : (['listeners'] as const)),
    ...(localhost.length === 0 ? (['localhost'] as const) : []),
  ];
}
