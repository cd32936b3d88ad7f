import type { SourcedProblem } from '../../model/flow-problem.ts';
import { type GatheredHost, HOST_SHAPES } from '../../model/gathered-host.ts';
import { err, type Result } from '../../model/result.ts';
import { isHostDocument } from '../snapshot/read.ts';
import { isAnsible, readAnsible } from './ansible.ts';
import { type JsonDocument, readJson } from './document.ts';
import { isIpList, readIpAddr } from './ip-addr.ts';
import { isListing, readListing } from './listing.ts';
import { readSnapshot } from './snapshot.ts';

interface HostReader {
  readonly isIts: (document: JsonDocument) => boolean;
  readonly read: (document: JsonDocument) => Result<GatheredHost, SourcedProblem>;
}

const READERS: readonly HostReader[] = [
  { isIts: ({ value }) => isHostDocument(value), read: readSnapshot },
  { isIts: isListing, read: readListing },
  { isIts: isIpList, read: readIpAddr },
  { isIts: isAnsible, read: readAnsible },
];

/** Reads what a file says of a host, in any of the shapes, which are told apart by content. */
export function readHost(file: string, text: string): Result<GatheredHost, SourcedProblem> {
  const document = readJson(file, text);
  if (!document.ok) return document;
  const reader = READERS.find(({ isIts }) => isIts(document.value));
  if (reader !== undefined) return reader.read(document.value);
  const hint = `it may be ${HOST_SHAPES.slice(0, -1).join(', ')} or ${HOST_SHAPES.at(-1)}`;
  return err(document.value.problemAt([], { message: 'it describes no host', hint }));
}
