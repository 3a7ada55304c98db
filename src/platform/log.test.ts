import { describe, expect, test } from 'vitest';
import { openLog } from './log.ts';

function lines(write: (log: ReturnType<typeof openLog>) => void): string {
  let text = '';
  const collect = (line: string) => {
    text += line;
  };
  write(openLog('debug', { write: collect }));
  return text;
}

describe('the log', () => {
  test('blanks by name what opens a door, however deep it stands', () => {
    const secret = 'hunter-2-hunter-2';
    const names = [
      'password',
      'newPassword',
      'token',
      'refresh_token',
      'clientSecret',
      'set-cookie',
      'Authorization',
      'client_assertion',
      'totpSecret',
      'recoveryCodes',
      'otp',
      'privateKey',
      'code_verifier',
      'databaseUrl',
      'payload',
    ];
    for (const name of names) {
      const text = lines((log) => log.info({ a: { b: [{ [name]: secret }] }, [name]: [secret] }, 'x'));
      expect([name, text.includes(secret)]).toEqual([name, false]);
    }
  });

  test('blanks by form what opens a door, wherever it stands', () => {
    const planted = {
      'an address with a password': ['postgres://app:s3cretpw@db:5432/x', 's3cretpw'],
      'a bearer token': ['sent Bearer abcdefgh12345678', 'abcdefgh12345678'],
      'a signed token': ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl', 'c2lnbmF0dXJl'],
      'an age key': ['AGE-SECRET-KEY-1QQQSYXQ', '1QQQSYXQ'],
      'a cookie': ['matricula_session=deadbeefcafe; Path=/', 'deadbeefcafe'],
      'the address of a one-time code': ['otpauth://totp/x?secret=JBSWY3DPEHPK3PXP', 'JBSWY3DPEHPK3PXP'],
      'a private key': ['-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMG\n-----END PRIVATE KEY-----', 'MIGHAgEAMBMG'],
    };
    for (const [what, [text = '', secret = '?']] of Object.entries(planted)) {
      const written = lines((log) => {
        log.warn(text);
        log.warn({ note: text }, 'x');
        log.error(new Error(text));
      });
      expect([what, written.includes(secret)]).toEqual([what, false]);
      for (const line of written.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
    }
  });

  test('keeps what helps: codes of errors, counts, where it happened', () => {
    const error = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    const [line = ''] = lines((log) => log.error({ err: error, code: 'http.unexpected', rows: 3 }, 'x')).split('\n');
    const event = JSON.parse(line);
    expect(event).toMatchObject({
      code: 'http.unexpected',
      rows: 3,
      err: { type: 'Error', message: 'gone', code: 'ECONNREFUSED' },
    });
    expect(event.err.stack).toContain('log.test.ts');
  });

  test('leaves out of an error what the database and the parser of JSON quote of the data', () => {
    const refused = Object.assign(new Error('invalid input syntax for type date: "Quuxbrindle"'), {
      code: '22007',
      severity: 'ERROR',
      detail: 'Key (family_name)=(Quuxbrindle) already exists.',
      where: "unnamed portal parameter $1 = 'Quuxbrindle'",
      parameters: ['Quuxbrindle'],
      constraint: 'student_pkey',
    });
    const wrapped = new Error('not done', { cause: refused });
    const broken = (() => {
      try {
        return JSON.parse('{"name":"Quuxbrindle", oops}');
      } catch (error) {
        return error;
      }
    })();
    const text = lines((log) => {
      log.error({ err: refused }, 'x');
      log.error(wrapped);
      log.error({ err: broken });
      log.error({ error: new AggregateError([refused], 'several') });
    });
    expect(text).not.toContain('Quuxbrindle');
    expect(text).toContain('student_pkey');
  });

  test('shows of a request its path, never what was searched for, and of objects that are not ours only their kind', () => {
    const req = { method: 'GET', url: '/v1/students?q=Quuxbrindle', headers: { cookie: 'x' }, id: '1' };
    const text = lines((log) =>
      log.info(
        {
          req,
          client: new (class Client {
            name = 'Quuxbrindle';
          })(),
          body: Buffer.from('Quuxbrindle'),
        },
        'x',
      ),
    );
    expect(text).toContain('"path":"/v1/students"');
    expect(text).not.toContain('Quuxbrindle');
    expect(text).toContain('[Client]');
  });
});
