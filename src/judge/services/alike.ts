import { isAny } from '../../model/address.ts';
import type { PlannedSocket } from '../../model/planned-socket.ts';
import type { Start } from '../../model/service-plan.ts';
import type { Component } from './components.ts';
import { type ComponentVerdict, judgeComponent } from './judge-component.ts';
import type { Rulebook } from './trail.ts';

/** Verdicts on parts of plans that come out alike on every host with the same rules and settings. */
export type AlikeVerdicts = Map<string, ComponentVerdict>;

/**
 * Judges a part of a plan in brief. One service by itself that opens wildcard sockets alone has nothing to do with the
 * addresses of the host, so that it is judged once for all hosts for which `book.alike` is the same.
 */
export function judgeBriefly(component: Component, start: Start, book: Rulebook): ComponentVerdict {
  if (book.alike === undefined || !isAlike(component)) return judgeComponent(component, start, book);
  const key = JSON.stringify(component.services);
  const known = book.alike.get(key) ?? judgeComponent(component, start, book);
  book.alike.set(key, known);
  return known;
}

const isAlike = ({ services, neighbours }: Component): boolean =>
  services.length === 1 &&
  neighbours.length === 0 &&
  services.every(({ slots, reload = [] }) => [...slots, ...reload].every(({ choices }) => choices.every(isEverywhere)));

const isEverywhere = ({ address, options: { device } }: PlannedSocket): boolean =>
  isAny(address) && device === undefined;
