import { type DrillAsked, noticeAddress } from '../../../api/ledger.ts';
import { useWords } from '../../../text/words.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import styles from './Ledger.module.css';

const addressees = ['people', 'commissioner', 'organisation'] as const;
const languages = ['en', 'fr'] as const;
const formats = ['pdf', 'md', 'txt'] as const;

/** The drafts: to whom, in which language, as what. */
export function DrillNotices({ asked }: { asked: DrillAsked }) {
  const { words } = useWords();
  const said = words.ledger.drill;
  return (
    <Panel title={said.notices}>
      <p className={surface.soft}>{said.noticesWhy}</p>
      <table className={styles.plain} aria-label={said.notices}>
        <tbody>
          {addressees.map((to) => (
            <tr key={to}>
              <th scope="row">{said.to[to]}</th>
              {languages.map((lang) => (
                <td key={lang}>
                  <span className={styles.letters}>
                    {said.inLanguage[lang]}
                    {formats.map((format) => (
                      <a
                        key={format}
                        href={noticeAddress(asked, { to, lang, format })}
                        download
                        aria-label={`${said.to[to]}, ${said.inLanguage[lang]}, ${said.formats[format]}`}
                      >
                        {said.formats[format]}
                      </a>
                    ))}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
