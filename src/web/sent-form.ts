/**
 * What came with a POST: the fields of a form; or why there are none, which becomes a page like any other mistake. A host reads
 * at most {@link longestFormBytes} of a body.
 */
export type SentForm =
  | { readonly kind: 'fields'; readonly fields: URLSearchParams }
  | { readonly kind: 'too-large' }
  /** Another content type than that of a plain form. */
  | { readonly kind: 'not-a-form' };

export const longestFormBytes = 64 * 1024;

/** True for `application/x-www-form-urlencoded`, with or without parameters: the one form that needs no file and no script. */
export const isFormType = (contentType: string | undefined): boolean =>
  contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded';

/** The form that a whole body holds. */
export const formOf = (body: Uint8Array): SentForm => ({ kind: 'fields', fields: new URLSearchParams(new TextDecoder().decode(body)) });
