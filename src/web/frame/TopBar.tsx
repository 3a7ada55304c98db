import { ActionIcon, Button, Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconHelp, IconKey, IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { chooseOrganisation } from '../api/people.ts';
import { chooseLanguage, signOut } from '../api/session.ts';
import { paths } from '../paths.ts';
import { useWords } from '../text/words.tsx';
import { Link } from '../ui/Link.tsx';
import styles from './Frame.module.css';
import { SearchBox } from './SearchBox.tsx';
import { forgetTab, useMe } from './session.ts';

type TopBarProps = { onHelp: () => void };

/** The top: where I am acting, for which year, one search for everything, and my own settings. */
export function TopBar({ onHelp }: TopBarProps) {
  const { words } = useWords();
  return (
    <div className={styles.bar}>
      <Link href={paths.home()} className={styles.brand} aria-label={words.frame.product}>
        <Mark />
        <span className={styles.brandName}>{words.frame.product}</span>
      </Link>
      <SearchBox />
      <Acting />
      <div className={styles.topButtons}>
        <LanguageButton />
        <ThemeMenu />
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={words.frame.help.label} onClick={onHelp}>
          <IconHelp size={20} aria-hidden />
        </ActionIcon>
        <AccountMenu />
      </div>
    </div>
  );
}

export function Mark() {
  return (
    <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true" className={styles.mark}>
      <rect width="32" height="32" rx="7" />
      <path d="M8 23V9l8 9 8-9v14" />
    </svg>
  );
}

/** For whom and for which school year one acts: always visible. */
function Acting() {
  const { words, format, language } = useWords();
  const me = useMe();
  const { organisation } = me;
  const name = language === 'fr' && organisation.nameFr ? organisation.nameFr : organisation.name;
  return (
    <p className={styles.acting}>
      <span className="visually-hidden">{words.frame.actingFor} </span>
      <strong>{name}</strong>
      <span className={styles.actingYear}>
        <span className="visually-hidden">{words.frame.schoolYear} </span>
        {format.schoolYear(me.currentSchoolYear)}
      </span>
    </p>
  );
}

/** Shows the pages in the other language; the account remembers it. */
function LanguageButton() {
  const { words, setLanguage, language } = useWords();
  const queries = useQueryClient();
  const other = language === 'fr' ? 'en' : 'fr';
  const change = async () => {
    setLanguage(other);
    queries.setQueryData(['session'], await chooseLanguage(other));
  };
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-md"
      className={styles.languageButton}
      lang={other}
      onClick={() => void change()}
    >
      {other.toUpperCase()}
      <span className="visually-hidden">: {words.frame.language.change}</span>
    </Button>
  );
}

export function ThemeMenu() {
  const { words } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={words.frame.theme.label}>
          <IconSun size={20} aria-hidden className={styles.onlyLight} />
          <IconMoon size={20} aria-hidden className={styles.onlyDark} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {(['light', 'dark', 'auto'] as const).map((scheme) => (
          <Menu.Item
            key={scheme}
            onClick={() => setColorScheme(scheme)}
            aria-current={colorScheme === scheme ? 'true' : undefined}
            rightSection={colorScheme === scheme ? <IconCheck size={14} aria-hidden /> : null}
          >
            {words.frame.theme[scheme]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function AccountMenu() {
  const { words, format } = useWords();
  const { account, organisation } = useMe();
  const forgetAndLeave = () => {
    forgetTab();
    window.location.assign(paths.signedOut());
  };
  const leave = useMutation({ mutationFn: signOut, onSettled: forgetAndLeave });
  return (
    <Menu position="bottom-end" shadow="md" width={260}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          className={styles.accountButton}
          aria-label={`${words.frame.account.label}: ${account.name}`}
          leftSection={<IconUserCircle size={20} aria-hidden />}
        >
          <span className={styles.accountName}>{account.name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.accountFacts}>
          <strong>{account.name}</strong>
          <span>{format.words(account.roleName)}</span>
          <span>
            {organisation.name} · {organisation.code}
          </span>
        </div>
        <ActingChoices />
        <Menu.Divider />
        <Menu.Item component={Link} href={paths.account()} leftSection={<IconKey size={16} aria-hidden />}>
          {words.account.title}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leave.mutate()}>
          {words.frame.account.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Whoever works at several organisations chooses for which they act; what they may do and see follows. */
function ActingChoices() {
  const { words, format } = useWords();
  const { choices, organisation: acting } = useMe();
  const choosing = useMutation({
    mutationFn: chooseOrganisation,
    // Every answer that was kept is the other organisation's: the pages begin anew.
    onSuccess: () => window.location.assign(paths.home()),
  });
  if (choices.length < 2) return null;
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{words.people.acting.title}</Menu.Label>
      {choices.map(({ organisation, roleName }) => (
        <Menu.Item
          key={organisation.code}
          disabled={choosing.isPending || organisation.code === acting.code}
          onClick={() => choosing.mutate(organisation.code)}
        >
          {organisation.name} · {format.words(roleName)}
          {organisation.code === acting.code ? ` (${words.people.acting.current})` : ''}
        </Menu.Item>
      ))}
    </>
  );
}
