import type { FleetHost, FleetReport } from '../../model/fleet.ts';
import { systemName } from '../text/systems.ts';
import { plural } from '../text/text.ts';
import { countsOf } from './json.ts';

/** `YES: every service is as expected on all 3 hosts`, `NO: 1 of 3 hosts is not as expected, 1 cannot be judged`. */
export function fleetAnswer({ hosts }: FleetReport): string {
  const { met, unmet, inconclusive, skipped } = countsOf(hosts).hosts;
  const of = hosts.length;
  const open = inconclusive > 0 ? `${inconclusive} cannot be judged` : '';
  if (unmet > 0)
    return `NO: ${unmet} of ${plural(of, 'host')} ${unmet === 1 ? 'is' : 'are'} not as expected${open === '' ? '' : `, ${open}`}`;
  if (inconclusive > 0) return `UNKNOWN: of ${plural(of, 'host')} ${open}`;
  if (met === 0) return `NOTHING TO SAY: no service is for any of ${plural(of, 'host')}`;
  const others = skipped > 0 ? `; for ${skipped} there is none` : '';
  return `YES: every service is as expected on ${met === 1 ? 'the one host' : `all ${met} hosts`}${others}`;
}

/** `Linux 6.1.0-49-amd64`; where the file does not tell, `Linux`. */
export const hostKernel = ({ os, kernel }: FleetHost): string =>
  os === undefined ? '' : [systemName(os), kernel].filter((part) => part !== undefined).join(' ');

/** So many services are told one by one. */
const MOST = 3;

/** `edge up, admin exits`; of many first those that are not as expected. */
export function hostInWords({ reason, plans }: FleetHost): string {
  if (reason !== undefined) return 'cannot be judged';
  const services = plans.flatMap((plan) => plan.services);
  const serves = plans.flatMap((plan) => plan.serves).filter(({ status }) => status === 'unmet');
  const told =
    services.length <= MOST ? services : services.filter((one) => one.status !== 'met' || one.verdict !== 'up');
  const others = services.length - told.length;
  const texts = [
    ...told.map(({ id, verdict, status }) => `${id} ${verdict}${status === 'inconclusive' ? ' (in doubt)' : ''}`),
    ...(others > 0 ? [`${told.length > 0 ? `${others} more` : plural(others, 'service')} up`] : []),
    ...serves.map(({ endpoint, by, answered }) =>
      by === 'nobody'
        ? `${endpoint} answered by ${answered.join(', ')}`
        : `${endpoint} not answered by ${by ?? 'anyone'}`,
    ),
  ];
  return texts.length === 0 ? 'no service is for it' : texts.join(', ');
}
