import { type Address, isAny, isLinkLocal } from '../../model/address.ts';
import type { Host } from '../../model/host.ts';
import type { LineKind, ToldRecipes } from '../../model/profile.ts';
import { type Recipe, type RecipeSocket, readRecipe } from '../../model/profile-recipe.ts';
import type { Told } from '../../model/service.ts';

/** The addresses that a recipe may stand for. */
export interface AddressBook {
  /** Of the host, in its order. */
  readonly own: readonly Address[];
  /** What /etc/hosts has for each name that a line uses, in the order in which getaddrinfo(3) gives it. */
  readonly names: Readonly<Record<string, readonly Address[]>>;
}

/** The addresses of a host that a server may bind one by one. */
export const ownAddressesOf = (host: Host): readonly Address[] =>
  host.addresses.filter(({ state }) => state === 'ok' || state === 'deprecated').map(({ address }) => address);

/** A socket of a recipe at its address. */
export interface PlacedSocket {
  readonly address: Address;
  readonly v6only?: boolean;
}

/** What is opened where a profile says nothing of a kind of line. */
const USUAL: ToldRecipes = { port: '0.0.0.0', localhost: 'local' };

/** The sockets for a line, in order; each is a list of alternatives, of which there is at least one. */
export function placedSockets(recipes: ToldRecipes, told: Told, book: AddressBook): PlacedSocket[][] {
  const kind = kindOf(told);
  const recipe = recipeOf(recipes[kind] ?? USUAL[kind] ?? 'told');
  return recipe.flatMap((alternatives) => {
    const [first, ...others] = alternatives.map((socket) => placedAt(socket, told, book));
    if (first === undefined) return [];
    if (others.length === 0) return first.map((one) => [one]);
    const all = [...first, ...others.flat()];
    return all.length === 0 ? [] : [all];
  });
}

/** The recipes that were read: hundreds of lines of a plan have one. */
const RECIPES = new Map<string, Recipe>();
const MOST_RECIPES = 1000;

function recipeOf(text: string): Recipe {
  const known = RECIPES.get(text);
  if (known !== undefined) return known;
  const read = readRecipe(text);
  const recipe = read.ok ? read.value : [];
  if (RECIPES.size >= MOST_RECIPES) RECIPES.clear();
  RECIPES.set(text, recipe);
  return recipe;
}

/** A name other than localhost counts as that: only what /etc/hosts has decides. */
function kindOf(told: Told): LineKind {
  if (told.kind === 'none') return 'port';
  if (told.kind === 'name') return 'localhost';
  const { family } = told.address;
  if (isAny(told.address)) return family === 'inet' ? 'any4' : 'any6';
  return family === 'inet' ? 'addr4' : 'addr6';
}

function placedAt({ place, v6only }: RecipeSocket, told: Told, book: AddressBook): PlacedSocket[] {
  return addressesOf(place, told, book).map((address) => ({ address, ...(v6only === undefined ? {} : { v6only }) }));
}

function addressesOf(place: RecipeSocket['place'], told: Told, { own, names }: AddressBook): readonly Address[] {
  const named = names[told.kind === 'name' ? told.name : 'localhost'] ?? [];
  switch (place.kind) {
    case 'literal':
      return [place.address];
    case 'told':
      return told.kind === 'address' ? [told.address] : [];
    case 'mapped':
      return (
        told.kind === 'address' ? [told.address] : named.filter(({ family }) => family === 'inet').slice(0, 1)
      ).map(({ ip }) => ({ family: 'inet6', ip: `::ffff:${ip}` }));
    case 'each4':
    case 'each6': {
      const family = place.kind === 'each4' ? 'inet' : 'inet6';
      const all = own.filter((address) => address.family === family && mayBeBound(address));
      return place.reversed ? [...all].reverse() : all;
    }
    case 'local':
      return named.slice(0, 1);
    case 'local4':
      return named.filter(({ family }) => family === 'inet').slice(0, 1);
    case 'local6':
      return named.filter(({ family }) => family === 'inet6').slice(0, 1);
  }
}

/** A link-local address can be bound with its zone alone. */
const mayBeBound = (address: Address): boolean => !isLinkLocal(address) || address.zone !== undefined;
