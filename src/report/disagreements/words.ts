import { formatAddress, formatSocketAddress } from '../../model/address.ts';
import type { Claim, DisagreementPlace } from '../../model/disagreement.ts';
import { formatPrediction } from '../../model/outcome.ts';
import type { Combination } from '../../model/plan.ts';
import type { Report } from '../../model/report.ts';
import { formatStep } from '../../model/step-outcome.ts';
import { combinationInWords } from '../sections/words.ts';
import { optionsInWords } from '../text/options.ts';
import { plural } from '../text/text.ts';
import { orderInWords, responderInWords } from '../together/words.ts';

/** `tcp 50005, SO_REUSEADDR on all sockets: holder ::, newcomer 127.0.0.1` */
export function placeInWords(place: DisagreementPlace): string {
  switch (place.kind) {
    case 'alone': {
      const { listener } = place;
      const options = optionsInWords(listener.options).join(', ') || 'no option';
      return `${listener.protocol} ${formatSocketAddress(listener)} alone, ${options}`;
    }
    case 'pair':
      return `${under(place.combination)}: holder ${formatAddress(place.holder)}, newcomer ${formatAddress(place.newcomer)}`;
    case 'together':
      return `${togetherWords(place)}: ${formatAddress(place.address)}`;
    case 'answer':
      return `${togetherWords(place)}: which listener answers at ${formatAddress(place.address)}`;
    case 'step':
      return `trial ${place.trial}, step ${place.number}: ${place.op}${place.socket === null ? '' : ` ${place.socket}`}`;
  }
}

const under = (combination: Combination): string => combinationInWords(combination).join(', ');

const togetherWords = ({ combination, family, order }: Extract<DisagreementPlace, { order: string }>): string =>
  `${under(combination)}, all open, ${orderInWords(family, order)}`;

/** `bind:EADDRINUSE`, `127.0.0.1 or ::`, `received by A`; `none` where no listener was to answer. */
export function claimInWords(claim: Claim): string {
  switch (claim.kind) {
    case 'outcome':
      return formatPrediction(claim.outcome);
    case 'answers':
      return claim.responders.map(responderInWords).join(' or ') || 'none';
    case 'step':
      return claim.outcomes.map(formatStep).join(' or ');
  }
}

/** `in 3 places` */
export const placesInWords = ({ summary }: Report): string => `in ${plural(summary.disagreements, 'place')}`;
