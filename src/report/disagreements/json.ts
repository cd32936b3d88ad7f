import type { ReportJson } from '../../contracts/report.ts';
import { formatAddress } from '../../model/address.ts';
import { AXES } from '../../model/axes.ts';
import type { Claim, Disagreement, DisagreementPlace } from '../../model/disagreement.ts';
import { reuseOf } from '../../model/options.ts';
import type { Combination } from '../../model/plan.ts';
import { claimInWords } from './words.ts';

type DisagreementJson = ReportJson['disagreements'][number];

/** A disagreement by the contract: its place and both claims are text. */
export const disagreementJson = ({ place, predicted, observed, rule, count }: Disagreement): DisagreementJson => ({
  place: placeText(place),
  predicted: claimInWords(predicted),
  observed: isNone(observed) ? 'none of them' : claimInWords(observed),
  rule,
  count,
});

/** A client that met none of the listeners. */
const isNone = (claim: Claim): boolean => claim.kind === 'answers' && claim.responders.length === 0;

/** `matrix tcp 50005 addr: 0.0.0.0 then 127.0.0.1` */
function placeText(place: DisagreementPlace): string {
  switch (place.kind) {
    case 'alone': {
      const { protocol, port, address, options } = place.listener;
      return `alone ${protocol} ${port} ${reuseOf(options)}: ${formatAddress(address)}`;
    }
    case 'together':
      return `together ${startText(place)}: ${formatAddress(place.address)}`;
    case 'answer':
      return `together ${startText(place)}: who answers at ${formatAddress(place.address)}`;
    case 'pair':
      return `matrix ${combinationText(place.combination)}: ${formatAddress(place.holder)} then ${formatAddress(place.newcomer)}`;
    case 'step':
      return `trial ${place.trial}, step ${place.number}: ${place.op}${place.socket === null ? '' : ` ${place.socket}`}`;
  }
}

const startText = ({ combination, family, order }: Extract<DisagreementPlace, { order: string }>): string =>
  `${combinationText(combination)}, ${family === 'both' ? 'both families, ' : ''}${order}`;

const combinationText = ({ protocol, port, reuse }: Combination): string =>
  `${protocol} ${port} ${AXES.reuse.text(reuse)}`;
