import type { Child } from 'hono/jsx';
import { Icon } from './icon.tsx';

type Props = {
  id: string;
  name: string;
  label: string;
  value?: string | undefined;
  type?: string | undefined;
  hint?: string | undefined;
  error?: string | undefined;
  /** `short` 12, `medium` 30 characters wide; else the whole column. */
  size?: 'short' | 'medium' | undefined;
  [attribute: string]: unknown;
};

const described = (id: string, hint?: string, error?: string) =>
  [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;

/** Label, hint and error around any control, tied to it by ids. */
export const Labelled = ({ id, label, hint, error, children }: { id: string; label: string; hint?: string | undefined; error?: string | undefined; children?: Child }) => (
  <div class={error ? 'form-group form-error' : 'form-group'}>
    <label class="form-label" for={id}>{label}</label>
    {hint ? <span class="form-hint" id={`${id}-hint`}>{hint}</span> : null}
    {error ? <span class="form-error-message" id={`${id}-error`}><Icon name="error" small />{error}</span> : null}
    {children}
  </div>
);

/** A text field. What was typed stays when it comes back with an error. */
export const Field = ({ id, name, label, value, type = 'text', hint, error, size, ...rest }: Props) => (
  <Labelled id={id} label={label} hint={hint} error={error}>
    <input
      class={`form-input${size ? ` field-${size}` : ''}`} id={id} name={name} type={type} value={value ?? ''}
      aria-describedby={described(id, hint, error)} aria-invalid={error ? 'true' : undefined} {...rest}
    />
  </Labelled>
);

export const Select = ({ id, name, label, value, options, hint, error }: Pick<Props, 'id' | 'name' | 'label' | 'value' | 'hint' | 'error'> & { options: { value: string; label: string }[] }) => (
  <Labelled id={id} label={label} hint={hint} error={error}>
    <select class="form-select" id={id} name={name} aria-describedby={described(id, hint, error)} aria-invalid={error ? 'true' : undefined}>
      {options.map((option) => <option value={option.value} selected={option.value === value}>{option.label}</option>)}
    </select>
  </Labelled>
);

/** One tick. `value` defaults to `on`, as browsers send it. */
export const Checkbox = ({ id, name, label, value = 'on', checked, hint, form, required }: { id: string; name: string; label: string; value?: string | undefined; checked?: boolean | undefined; hint?: string | undefined; /** Id of the form it belongs to, where that stands elsewhere. */ form?: string | undefined; required?: boolean | undefined }) => (
  <div class="form-group-checkbox">
    <input class="form-checkbox" type="checkbox" id={id} name={name} value={value} checked={checked === true} form={form} required={required} aria-describedby={hint ? `${id}-hint` : undefined} />
    <label class="form-label" for={id}>{label}</label>
    {hint ? <span class="form-hint checkbox-hint" id={`${id}-hint`}>{hint}</span> : null}
  </div>
);
