import { type Address, parseAddress } from './address.ts';
import { ok, problem, type Result } from './result.ts';

/** Where a socket of a recipe is bound. */
export type RecipePlace =
  | { readonly kind: 'literal'; readonly address: Address }
  /** The address of the line; `mapped`: as ::ffff:A.B.C.D. */
  | { readonly kind: 'told' | 'mapped' }
  /** One socket for each address of the host. */
  | { readonly kind: 'each4' | 'each6'; readonly reversed: boolean }
  /** What /etc/hosts has for localhost; `local`: the first. */
  | { readonly kind: 'local' | 'local4' | 'local6' };

/** One socket of a recipe. */
export interface RecipeSocket {
  readonly place: RecipePlace;
  /** IPV6_V6ONLY; absent: left as the system has it. */
  readonly v6only?: boolean;
}

/** Sockets in order; each is a list of alternatives: the next is tried where one fails. */
export type Recipe = readonly (readonly RecipeSocket[])[];

const PLACES = ['told', 'mapped', 'each4', 'each6', 'local', 'local4', 'local6'] as const;

const HINT = `write sockets such as ":: dual | 0.0.0.0, 127.0.0.1": an address or one of ${PLACES.join(', ')}, and after it dual or v6only`;

/** Reads a recipe: `:: dual | 0.0.0.0`, `0.0.0.0, :: v6only`, `each4-last-first`. */
export function readRecipe(text: string): Result<Recipe> {
  const sockets: RecipeSocket[][] = [];
  for (const part of text.split(',')) {
    const alternatives: RecipeSocket[] = [];
    for (const one of part.split('|')) {
      const socket = readSocket(one.trim());
      if (socket === undefined) return problem(`"${text}" is not a list of sockets: "${one.trim()}"`, HINT);
      alternatives.push(socket);
    }
    sockets.push(alternatives);
  }
  return ok(sockets);
}

const MODES: Readonly<Record<string, Pick<RecipeSocket, 'v6only'>>> = {
  dual: { v6only: false },
  v6only: { v6only: true },
};

function readSocket(text: string): RecipeSocket | undefined {
  const [where = '', mode, more] = text.split(/\s+/);
  const place = readPlace(where);
  if (place === undefined || more !== undefined) return undefined;
  if (mode === undefined) return { place };
  const set = MODES[mode];
  return set === undefined ? undefined : { place, ...set };
}

function readPlace(text: string): RecipePlace | undefined {
  const [word, order] = text.split('-last-first');
  if (word === 'each4' || word === 'each6') return { kind: word, reversed: order !== undefined };
  const known = PLACES.find((place) => place === text);
  if (known !== undefined && known !== 'each4' && known !== 'each6') return { kind: known };
  const address = parseAddress(text);
  return address.ok ? { kind: 'literal', address: address.value } : undefined;
}
