export const signIn = {
  title: 'Sign in to the demonstration',
  answer:
    'An invented province to try everything in. No password is needed, and nothing you do reaches a real register.',
  choose: 'Choose who you want to be',
  as: (name: string, organisation: string) => `Sign in as ${name}, ${organisation}`,
  enter: 'Sign in',
  off: 'Demonstration sign-ins are off',
  offWhy: 'They exist only on this machine’s own address and with the built-in database.',
  kinds: { ministry: 'Ministry', authority: 'School authority', school: 'School', other: 'Others' },
  may: 'May',
  outTitle: 'You are signed out',
  outAnswer: 'The session has ended on this device and on the server.',
  again: 'Sign in again',
  failed: 'The sign-in did not work',
};
