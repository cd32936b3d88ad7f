import { MOST_SOCKETS } from '../../model/service-plan.ts';
import type { Path } from '../yaml-file.ts';
import { readEndpointText } from './endpoint-text.ts';
import type { Placed } from './placed.ts';
import type { RawListen, RawService } from './service-schema.ts';

/** A range is a line for each of its ports: of one range too many for the memory of any machine the place is told. */
export function tooManyLines(found: readonly { readonly one: RawService; readonly path: Path }[]): Placed[] {
  let lines = 0;
  for (const { one, path } of found) {
    const listed = [
      ...endpointsOf(one.listen, [...path, 'listen']),
      ...endpointsOf(one.reload?.listen, [...path, 'reload', 'listen']),
    ];
    for (const { endpoint, path: at } of listed) {
      const read = readEndpointText(endpoint);
      lines += read.ok ? read.value.ports.length : 0;
      if (lines > MOST_SOCKETS)
        return [
          {
            path: at,
            problem: {
              message: `more than ${MOST_SOCKETS} sockets in one plan, up to here`,
              hint: 'split the plan into several files',
            },
          },
        ];
    }
  }
  return [];
}

function endpointsOf(listen: RawListen | undefined, at: Path) {
  const one = (line: Exclude<RawListen, readonly unknown[]>, path: Path) =>
    typeof line === 'object' ? { endpoint: line.endpoint, path: [...path, 'endpoint'] } : { endpoint: line, path };
  if (listen === undefined) return [];
  return Array.isArray(listen) ? listen.map((line, i) => one(line, [...at, i])) : [one(listen, at)];
}
