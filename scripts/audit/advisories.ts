import { spawnSync } from 'node:child_process';

export type Advisories = { isAnswered: false; why: string } | { isAnswered: true; lines: string[] };

type Report = {
  auditReportVersion?: number;
  message?: string;
  vulnerabilities?: Record<string, { name: string; severity: string; range: string; fixAvailable: unknown }>;
};

/** What npm says, read: known weaknesses a line each, or that the registry gave no answer. */
export function readAdvisories(output: string): Advisories {
  const report = parse(output);
  if (!report?.auditReportVersion) return { isAnswered: false, why: report?.message ?? 'no answer' };
  const found = Object.values(report.vulnerabilities ?? {});
  const lines = found.map(
    (it) => `${it.name} ${it.range}: ${it.severity}${it.fixAvailable ? ', a fix is available' : ''}`,
  );
  return { isAnswered: true, lines };
}

function parse(output: string): Report | null {
  try {
    return JSON.parse(output) as Report;
  } catch {
    return null; // npm prints no JSON when it could not even ask
  }
}

/** Asks the registry about everything that ships. */
export function askAdvisories(checkout: string): Advisories {
  const { stdout } = spawnSync('npm', ['audit', '--json', '--omit=dev'], {
    cwd: checkout,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return readAdvisories(stdout ?? '');
}
