import type { IdentityName } from '../../certificates/identities.ts';
import { certificateTexts as words, texts } from '../../texts.ts';

export type IdentityLine = { name: IdentityName | 'client'; password: string };

/** The certificates to try the portal with: what each is for, the file and its password. */
export function Certificates(props: { lines: IdentityLine[] }) {
  return (
    <>
      <h1>{texts.certificates}</h1>
      <p class="about">{words.intro}</p>
      <div class="table" tabindex={0} role="region" aria-label={texts.certificates}>
        <table>
          <thead><tr>
            <th scope="col">{words.file}</th><th scope="col">{words.password}</th><th scope="col">{words.about}</th><th scope="col">{words.portal}</th>
          </tr></thead>
          <tbody>
            {props.lines.map(({ name, password }) => (
              <tr>
                <th scope="row"><a href={`/certificates/${name}.p12`} download={`${name}.p12`}>{name}.p12</a></th>
                <td class="number">{password}</td>
                <td>{words.identities[name].about}</td>
                <td>{words.identities[name].portal}</td>
              </tr>
            ))}
            <tr>
              <th scope="row"><a href="/certificates/ca.pem" download="ca.pem">ca.pem</a></th><td>{texts.none}</td><td>{words.authority}</td><td>{words.authorityPortal}</td>
            </tr>
            <tr>
              <th scope="row"><a href="/certificates/ca.crl" download="ca.crl">ca.crl</a></th><td>{texts.none}</td><td>{words.revocationList}</td><td>{words.revocationListPortal}</td>
            </tr>
          </tbody>
        </table>
      </div>
    </>
  );
}
