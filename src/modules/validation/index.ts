// The only door of this module for others.
export { errors } from './errors.ts';
export { validationHoldings } from './holdings.ts';
export { type CatalogueRule, checkRuleExamples } from './rules/catalogue.ts';
export { checkCoverage } from './rules/coverage.ts';
export { rulesDocument } from './rules/document.ts';
export type { FiredOnObject, ScanResult } from './rules/scan.ts';
export { countOpenFindings } from './service/findings.ts';
export { adoptRules } from './service/rule-book.ts';
export { followProtection, replaceFindings, requestScan, rescan, rescanWaiting, type Scanner } from './service/scan.ts';
