// The only door of this module for others.
export { errors } from './errors.ts';
export type { Organisation, OrganisationStatement } from './rules/types.ts';
export { findOrganisations, listAllOrganisations, listSchoolsOf, loadSchoolFacts } from './service/facts.ts';
export { publishedFormatPages } from './service/format-pages.ts';
export { upsertOrganisations } from './service/statements.ts';
