type NameParts = {
  familyName: string | null;
  givenName: string | null;
  middleName?: string | null;
  suffix?: string | null;
};

/** A name as it is spoken: given names first. */
export function spokenName({ familyName, givenName, middleName, suffix }: NameParts): string {
  return [givenName, middleName, familyName, suffix].filter(Boolean).join(' ');
}
