/** What every row reads that waits for a person, whatever the reason: nothing can be told from it. */
export const heldRemark = { code: 'exchange.held_for_person', severity: 'note' as const, field: null, params: {} };
