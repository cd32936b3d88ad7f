import * as z from 'zod';
import { hostFacts, namespace, sight } from './host.ts';
import type { DeepReadonly } from './readonly.ts';
import { heldSocket, holdingProcess } from './socket.ts';

/** `bindmatrix why --format json`: every port in use. */
export const heldDocument = z
  .strictObject({
    schema: z.literal('bindmatrix/held@1'),
    version: z.string().describe('of bindmatrix'),
    host: hostFacts,
    namespace,
    sight,
    processes: z.array(holdingProcess),
    sockets: z
      .array(heldSocket)
      .describe('sockets without a peer, and connections on ports outside the ephemeral range; alike ones are one'),
    connections: z.array(heldSocket).describe('the other connections: one for all that are alike but for their port'),
  })
  .describe('Every port in use in one network namespace');

export type HeldJson = DeepReadonly<z.infer<typeof heldDocument>>;
