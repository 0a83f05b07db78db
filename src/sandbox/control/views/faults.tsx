import type { SandboxSettings } from '../../settings.ts';
import type { Counts } from '../../store/memos.ts';
import { faultTexts, texts } from '../../texts.ts';

/** What a person can set on the faults page, by how it is set. Times are shown in seconds. */
export const faultKinds = {
  signing: ['signingDropNext', 'signingOtherDocumentNext', 'signingOverlayNext', 'signingAlteredNext', 'signingForeignNext', 'signingExpiredNext'],
  cvr: ['cvrNonsenseNext', 'cvrHugeNext', 'cvrPartialNext'],
  next: ['http503Next', 'dropBeforeBytesNext', 'timeoutAfterBytesNext', 'dropAfterBytesNext', 'nonsenseNext', 'invalidNext', 'notAllowedNext', 'http401Next', 'http403Next'],
  switch: ['clientRevoked', 'memosDown', 'contactsDown', 'receiptsDown', 'signingDown', 'cvrDown', 'cvrTypedPathGone', 'duplicateReceipts', 'outOfOrder', 'lateTechnicalReceipts'],
  time: ['slowMs', 'receiptDelayMs', 'signingSlowMs', 'cvrSlowMs'],
} as const satisfies Record<string, readonly (keyof SandboxSettings)[]>;

export type FaultName = (typeof faultKinds)[keyof typeof faultKinds][number];
type Props = { settings: SandboxSettings; usual: SandboxSettings; totals: Counts['totals'] };

const words = faultTexts;

function stateOf(name: FaultName, { settings, usual }: Props): { on: boolean; word: string } {
  const value = settings[name];
  if (value === usual[name]) return { on: false, word: words.off };
  if (typeof value === 'boolean') return { on: value, word: value ? words.on : words.off };
  return { on: true, word: name.endsWith('Ms') ? words.seconds(value / 1000) : words.left(value) };
}

const Count = ({ name, value }: { name: string; value: number }) => (
  <div><dt>{words.counts[name as keyof typeof words.counts]}</dt><dd data-count={name}>{String(value)}</dd></div>
);

/** One fault: what happens, what the portal should make of it, and a form of its own. */
const Fault = (props: Props & { name: FaultName; kind: keyof typeof faultKinds }) => {
  const { name, kind, settings } = props;
  const { label, happens, portal } = words.faults[name];
  const { on, word } = stateOf(name, props);
  const value = settings[name];
  return (
    <li class="fault" id={name}>
      <div class="fault-head"><h3>{label}</h3><span class={`status ${on ? 'bad' : 'quiet'}`} data-left={name}>{word}</span></div>
      <p>{happens}</p>
      <p class="weak"><strong>{words.portal}</strong> {portal}</p>
      <form method="post" action="/faults" class="row">
        <input type="hidden" name="name" value={name} />
        {kind === 'switch' ? <input type="hidden" name="value" value={value === true ? 'off' : 'on'} /> : (
          <>
            <label for={`value-${name}`}>{kind === 'time' ? words.howLong : words.howMany}</label>
            <input id={`value-${name}`} name="value" type="number" inputmode="numeric" required min="0" max={kind === 'time' ? '600' : '10000'} step={kind === 'time' ? 'any' : '1'}
              value={String(kind === 'time' ? Number(value) / 1000 : Number(value) || 1)} />
          </>
        )}
        <button type="submit">{kind === 'switch' && value === true ? words.turnOff : kind === 'time' ? words.set : words.turnOn}<span class="hidden-words">: {label}</span></button>
      </form>
    </li>
  );
};

/** Every way the peer can be told to misbehave, for a person who wants to see how the portal copes. */
export function Faults(props: Props) {
  const active = Object.values(faultKinds).flat().filter((name) => stateOf(name, props).on);
  const { totals } = props;
  return (
    <>
      <h1>{texts.faults}</h1>
      <p class="about">{words.intro}</p>
      <div class="fault-now">
        <p role="status">{active.length === 0 ? words.nothingActive : words.active(active.map((name) => words.faults[name].label))}</p>
        {active.length > 0 ? <form method="post" action="/faults/off"><button type="submit">{words.allOff}</button></form> : null}
      </div>
      <dl class="facts counts" aria-label={words.countsLabel}>
        <Count name="accepted" value={totals.accepted} /><Count name="delivered" value={totals.delivered} />
        <Count name="refused" value={totals.invalid + totals.notAllowed} /><Count name="twice" value={totals.twice} /><Count name="receiptsWaiting" value={totals.receiptsWaiting} />
      </dl>
      {(Object.keys(faultKinds) as (keyof typeof faultKinds)[]).map((kind) => (
        <section aria-labelledby={`group-${kind}`}>
          <h2 id={`group-${kind}`}>{words.groups[kind]}</h2>
          <ul class="faults">{faultKinds[kind].map((name) => <Fault {...props} name={name} kind={kind} />)}</ul>
        </section>
      ))}
      <script type="module" src="/faults.js"></script>
    </>
  );
}
