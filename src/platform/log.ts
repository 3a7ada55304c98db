import { pino } from 'pino';

export type Logger = ReturnType<typeof openLog>;

/** One line of JSON an event on standard error; what could name a person or open a door is blanked. */
export function openLog(level: string) {
  return pino(
    {
      level,
      redact: {
        paths: ['req.headers.cookie', 'req.headers.authorization', '*.token', '*.password', '*.payload'],
        censor: '***',
      },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
