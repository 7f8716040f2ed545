import { decoded } from './request-target.ts';

/** A text in quotes behind whatever takes one: `= "Open"`, `in ('a', 'b')`. */
const operand = /([=<>~!(,:]|\b(?:like|in|is|eq|ne|gt|lt|ge|le|contains)) {0,3}(?:'[^'"\\]{0,200}'|"[^'"\\]{0,200}")/gi;
/** A name in quotes before it: `"Epic Link" =`. */
const named = /((?:^|[(,]|\b(?:and|or|where|by)) {0,3})"[\w .-]{1,60}"(?= {0,3}(?:!?[=~<>]|(?:not )?(?:in|is|like)\b))/gi;
const quote = /['"]/;
/** A text in quotes that is none, but what lies between two others: it goes on behind the one and leads to the other, or cuts it off. */
const goesOn = /^["'] {0,3}(?:(?:or|and|xor|union|having|order|group|limit|like|in|is|between|into|procedure)\b|[=<>|&;+\-*/%^),#])/i;
const leadsOn = /(?:[=<>,(+|&]|\b(?:like|in|is|or|and|select|where|by)) {0,3}["']$|--|#|\/\*/i;
const isBetween = (text: string): boolean => goesOn.test(text) && leadsOn.test(text);

/**
 * The target without the quoted texts of questions to an interface with a language like SQL of its own (Jira, maps, reports):
 * `jql=project = "AB" AND status = "Open"`. Null where a quote is left over: an injection closes a text that the program began,
 * so its first quote stands behind nothing that takes one.
 */
export function withoutOwnLanguage(logged: string): string | null {
  const mark = logged.indexOf('?');
  if (mark < 0) return null;
  const values = logged
    .slice(mark + 1)
    .split('&')
    .map(plainOf);
  return values.some((value) => quote.test(value)) ? null : `${logged.slice(0, mark)}?${values.join('&')}`;
}

function plainOf(parameter: string): string {
  const is = parameter.indexOf('=') + 1;
  const value = decoded(parameter.slice(is).replaceAll('+', ' ')).trim();
  return (
    parameter.slice(0, is) +
    value.replace(named, '$1').replace(operand, (whole, before: string) => (isBetween(whole.slice(before.length).trim()) ? whole : before))
  );
}
