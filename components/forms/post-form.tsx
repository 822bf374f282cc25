import type { ReactNode } from 'react';
import { Submit } from './submit';

/** A form that changes something: what goes with it unseen, its fields, its button. */
export function PostForm({
  action,
  id,
  fields = {},
  keep = false,
  go,
  quiet = false,
  children,
}: {
  action: (form: FormData) => Promise<void>;
  /** `form` on the page's first form: the error summary leads there with a failure that is no field's. */
  id?: 'form';
  /** Hidden fields, by name. */
  fields?: Readonly<Record<string, string>>;
  /** Where much is typed: asks first whether the portal can be reached. */
  keep?: boolean;
  /** The words on the button. */
  go: ReactNode;
  /** For a second choice. */
  quiet?: boolean;
  children?: ReactNode;
}) {
  return (
    <form action={action} id={id} noValidate data-keep={keep ? '' : undefined}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <Submit quiet={quiet}>{go}</Submit>
    </form>
  );
}
