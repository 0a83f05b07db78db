import { assetPath } from '../assets.ts';

/** A dkfds icon. Decoration unless `label` says what it means. */
export const Icon = ({ name, label, small }: { name: string; label?: string | undefined; small?: boolean | undefined }) => (
  <svg class={small ? 'icon-svg icon-small' : 'icon-svg'} focusable="false" {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' })}>
    <use href={`${assetPath('dkfds/icons.svg')}#${name}`}></use>
  </svg>
);
