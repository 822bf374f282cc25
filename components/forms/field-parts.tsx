import type { ReactNode } from 'react';

/** `aria-describedby` of a field: hint first, then error, as they are read. */
export function describedBy(name: string, hint: ReactNode, error: ReactNode, extra?: string): string | undefined {
  const ids = [hint ? `${name}-hint` : '', error ? `${name}-error` : '', extra ?? ''].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** The hint and the error of a field, with the ids that `describedBy` names. */
export function FieldNotes({ name, hint, error }: { name: string; hint?: ReactNode; error?: ReactNode }) {
  return (
    <>
      {hint ? (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="field-error" id={`${name}-error`}>
          {error}
        </p>
      ) : null}
    </>
  );
}

/** Label text; the page's h1 when the page asks only this question. */
export function FieldHeading({ heading, children }: { heading?: boolean | undefined; children: ReactNode }) {
  return heading ? <h1>{children}</h1> : children;
}
