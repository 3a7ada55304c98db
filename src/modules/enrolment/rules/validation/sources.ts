/** A page of the province's developer documentation whose condition was read in full. */
export function pasiPage(page: string): string {
  return `PASI developer documentation, business page ${page} (condition read in full)`;
}

/** A page that was read while a list or an exception on it was missing; says what. */
export function pasiPageInPart(page: string, missing: string): string {
  return `PASI developer documentation, business page ${page} (read in part: ${missing})`;
}

/** In force in every school year. */
export const everyYear = { first: null, last: null } as const;

/** What a vendor's manual says of a rule whose own page was not seen, for older years than today's. */
export function vendorRestatement(item: string, also = ''): string {
  return `A vendor’s restatement of the grants rules of older years, ${item}${also === '' ? '' : `; ${also}`}; the severity was not seen`;
}
