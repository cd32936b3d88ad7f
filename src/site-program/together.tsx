import type { JSX } from 'preact';
import { formatAddress } from '../model/address.ts';
import type { TogetherReport } from '../model/report.ts';
import { Glyph } from './glyph.tsx';
import { addressWords, answerWords, cellKind, ordersShown, orderWords, outcomeWords } from './words.ts';

/** What becomes of all listeners, started one after the other and kept open, and whom a local client meets. */
export function Together({ together }: { readonly together: readonly TogetherReport[] }): JSX.Element | null {
  const shown = ordersShown(together).filter(({ listeners }) => listeners.length > 0);
  if (shown.length === 0) return null;
  return (
    <section class="together">
      <h2>All of them, one after the other</h2>
      <p>All stay open. Then a local client goes to each address; the last column is the listener that it meets.</p>
      <div class="orders">
        {shown.map((one) => (
          <div key={`${one.family} ${one.order}`} class="scroll">
            <Order report={one} />
          </div>
        ))}
      </div>
    </section>
  );
}

const Order = ({ report }: { readonly report: TogetherReport }): JSX.Element => (
  <table class="order">
    <caption>{orderWords(report)}</caption>
    <thead>
      <tr>
        <th scope="col">starts</th>
        <th scope="col">comes to</th>
        <th scope="col">a client meets</th>
      </tr>
    </thead>
    <tbody>
      {report.listeners.map((listener) => (
        <tr key={formatAddress(listener.address)}>
          <th scope="row">{addressWords(listener.address)}</th>
          <td class={cellKind(listener.outcome)}>
            <Glyph kind={cellKind(listener.outcome)} /> {outcomeWords(listener.outcome, report.protocol)}
          </td>
          <td>{answerWords(listener)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
