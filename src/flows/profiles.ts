import { nearest } from '../config/nearest.ts';
import { PROFILES } from '../config/profiles.ts';
import { ANY, LOOPBACK } from '../model/address.ts';
import { formatListener } from '../model/listener.ts';
import type { PlannedSocket, Slot } from '../model/planned-socket.ts';
import { LINE_KINDS, type LineKind, resolvedProfile } from '../model/profile.ts';
import type { ProfileList, ProfileRow } from '../model/profile-list.ts';
import { ok, problem, type Result } from '../model/result.ts';
import type { Told } from '../model/service.ts';
import { expandLines } from '../plan/services/expand.ts';
import type { AddressBook } from '../plan/services/place.ts';
import { VERSION } from './version.ts';

/** The profiles of the program, or one by name. */
export function listProfiles(name?: string): Result<ProfileList> {
  if (name === undefined) return ok({ version: VERSION, rows: Object.keys(PROFILES).map(rowOf), single: false });
  if (PROFILES[name] !== undefined) return ok({ version: VERSION, rows: [rowOf(name)], single: true });
  const near = nearest(name, Object.keys(PROFILES));
  const hint = near === undefined ? '"$0 profiles" lists them' : `did you mean ${near}?`;
  return problem(`there is no profile "${name}"`, hint);
}

const PORT = 80;
const OWN = { family: 'inet', ip: '192.0.2.2' } as const;
const OWN6 = { family: 'inet6', ip: '2001:db8::2' } as const;

const BOOK: AddressBook = {
  own: [LOOPBACK.inet, OWN, LOOPBACK.inet6, OWN6],
  names: { localhost: [LOOPBACK.inet6, LOOPBACK.inet] },
};

const TOLD: Readonly<Record<LineKind, Told>> = {
  port: { kind: 'none' },
  any4: { kind: 'address', address: ANY.inet },
  any6: { kind: 'address', address: ANY.inet6 },
  addr4: { kind: 'address', address: OWN },
  addr6: { kind: 'address', address: OWN6 },
  localhost: { kind: 'name', name: 'localhost' },
};

function rowOf(name: string): ProfileRow {
  const profile = resolvedProfile(PROFILES, name);
  const source = { file: '', line: 1, column: 1 };
  const opens = LINE_KINDS.map((kind) => {
    const slots = expandLines(profile, [{ told: TOLD[kind], port: PORT, options: {}, source }], BOOK);
    return [kind, slots.map(slotText)];
  });
  return { name, profile, opens: Object.fromEntries(opens) };
}

/** `[::]:80 dual, else 0.0.0.0:80` */
const slotText = ({ choices }: Slot): string => choices.map(socketText).join(', else ');

function socketText({ protocol, address, port, options }: PlannedSocket): string {
  const mode = options.v6only === undefined ? '' : options.v6only ? ' v6only' : ' dual';
  return `${protocol === 'udp' ? 'udp ' : ''}${formatListener({ protocol, address, port, options: {} })}${mode}`;
}
