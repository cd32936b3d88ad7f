import * as z from 'zod';
import { hostFacts, listedAddress, networkInterface } from './host.ts';
import type { DeepReadonly } from './readonly.ts';

/** `bindmatrix interfaces --format json` */
export const interfacesDocument = z
  .strictObject({
    schema: z.literal('bindmatrix/interfaces@1'),
    host: hostFacts,
    interfaces: z.array(networkInterface),
    addresses: z.array(listedAddress).describe('Every specific address, in the kernel’s order.'),
  })
  .describe('The interfaces of a host and their addresses.');

export type InterfacesJson = DeepReadonly<z.infer<typeof interfacesDocument>>;
