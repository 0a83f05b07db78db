import { Labelled } from './field.tsx';

/** Several lines of text. What was typed stays when it comes back with an error. */
export const TextArea = ({ id, name, label, value, hint, error, rows = 4, maxlength, required }: { id: string; name: string; label: string; value?: string | undefined; hint?: string | undefined; error?: string | undefined; rows?: number; maxlength?: number; required?: boolean }) => (
  <Labelled id={id} label={label} hint={hint} error={error}>
    <textarea class="form-input" id={id} name={name} rows={rows} maxlength={maxlength} required={required} aria-describedby={hint ? `${id}-hint` : undefined} aria-invalid={error ? 'true' : undefined}>{value ?? ''}</textarea>
  </Labelled>
);
