/** Somebody moves to another organisation; a review begins at one. */
export const mover = {
  move: 'This person moves',
  title: (name: string) => `${name} moves to another organisation`,
  ownOnly: 'You manage the people of one organisation only. The authority or the ministry moves people between two.',
  nothing: 'Nothing is held that a move could end.',
  from: 'From',
  to: 'To',
  same: 'Choose another organisation than the one that is left.',
  noRole: 'An organisation of this kind grants no role yet.',
  role: 'Base role there',
  along: 'Additional permissions that go along',
  cannot: {
    not_addable: 'cannot be added to the new role',
    dangerous: 'opens very much: give it afterwards, with a proof',
    needs_another: 'works only beside another: give that afterwards, then this',
  },
  on: 'First day there',
  onHint: 'As 2027-01-04; the old grants end the day before',
  past: 'The first day is today or later.',
  preview: 'What this does',
  ends: (what: string, day: string) => `${what} ends with ${day}`,
  endsNow: (what: string) => `${what} ends at once`,
  begins: (what: string, day: string) => `${what} begins on ${day}`,
  at: (what: string, where: string) => `${what} at ${where}`,
  belongs: (where: string) => `The account belongs to ${where} from now on`,
  done: (name: string, where: string) => `${name} moves to ${where}.`,
  review: {
    title: 'Begin a review',
    means:
      'Every grant at the organisation stands to be confirmed. Whoever manages its people is told; what nobody confirms in time ends by itself.',
    where: 'Where',
  },
};
