import { Button } from '@mantine/core';

/** A file that the server hands out. */
export function DownloadLink({ href, children }: { href: string; children: string }) {
  return (
    <Button component="a" href={href} download variant="default" size="xs">
      {children}
    </Button>
  );
}
