import * as z from 'zod';
import { outcomeText } from './outcome.ts';
import type { DeepReadonly } from './readonly.ts';
import { heldSocket, listener } from './socket.ts';

/** What a socket that is bound beside a holder takes of the holder's traffic. */
export const trafficImpact = z
  .enum(['nothing', 'part', 'all', 'copies', 'unknown'])
  .describe(
    "how much of the holder's connections or datagrams the listener would take; copies: none, and both get each multicast or broadcast datagram; unknown: an option decides that could not be read",
  );

export const remedy = z
  .union([
    z
      .strictObject({
        kind: z.enum(['address', 'port', 'scope', 'reuse', 'v6only', 'freebind', 'device']),
        bind: listener,
        takes: trafficImpact,
      })
      .describe('Start this listener instead'),
    z.strictObject({ kind: z.literal('stop'), pids: z.array(z.number().int()) }).describe('Stop these processes'),
    z.strictObject({ kind: z.literal('wait'), seconds: z.number() }).describe('Wait until the leftovers have expired'),
    z
      .strictObject({ kind: z.literal('wait-dad') })
      .describe('Wait until duplicate address detection has ended (RFC 4862)'),
    z
      .strictObject({
        kind: z.literal('carrier'),
        interface: z.string(),
        link: z.enum(['no-carrier', 'down']).describe('what the link is now'),
      })
      .describe('Bring up this link: duplicate address detection waits for it'),
    z
      .strictObject({
        kind: z.literal('capability'),
        lacking: z.enum(['no root', 'no capability', 'user namespace']).describe('why it does not count now'),
      })
      .describe('Run with CAP_NET_BIND_SERVICE'),
    z.strictObject({ kind: z.literal('sysctl'), name: z.string(), value: z.string() }).describe('Set this sysctl'),
    z.strictObject({ kind: z.literal('user'), uid: z.number().int() }).describe('Run as this user'),
    z
      .strictObject({
        kind: z.literal('holder-option'),
        option: z.enum(['SO_REUSEADDR', 'IPV6_V6ONLY']),
        socket: heldSocket,
      })
      .describe('Let the holder set this option, and restart it'),
    z.strictObject({ kind: z.literal('add-address'), address: z.string() }).describe('Give this address to the host'),
  ])
  .describe('One thing to do or to set');

export const alternative = z
  .strictObject({
    steps: z.array(remedy).describe('to be done in this order'),
    predicted: outcomeText,
    tried: outcomeText.optional().describe('what came of trying it, where that disturbs nobody'),
  })
  .describe('What would work instead');

export type RemedyJson = DeepReadonly<z.infer<typeof remedy>>;
export type AlternativeJson = DeepReadonly<z.infer<typeof alternative>>;
