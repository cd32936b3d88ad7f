import type { RuleText } from '../rule.ts';

type Row = readonly [name: string, sentence: string, condition: string, source: string, why: string];

/** Rules that are not a refusal by the table: what a step leaves behind, what chance decides, who receives. All were run. */
const ROWS: readonly Row[] = [
  ['port-free', 'A port that no other socket holds is free.', 'no socket of the protocol on the port', 'inet_csk_get_port(), net/ipv4/inet_connection_sock.c, 6.18', 'nothing else is on the port of {newcomer}'],
];

export const LINUX_EFFECTS: readonly RuleText[] = ROWS.map(([name, sentence, condition, source, why]) => ({
  id: `linux.${name}`, sentence, condition, source, why, certainty: 'run',
}));
