import type { CaseCriteria, CaseTree } from '../../src/archive/types.ts';
import { Icon } from '../components/icon.tsx';
import { texts } from '../texts.ts';

const words = texts.archive;

const Branch = ({ href, label, icon, count, current }: { href: string; label: string; icon: string; count: number; current: boolean }) => (
  <a href={href} aria-current={current ? 'page' : undefined}>
    <Icon name={icon} small /><span>{label}</span><span class="tree-count">{texts.frame.count(count)}</span>
  </a>
);

/** CPR, CVR and the classes, with how many cases the reader sees in each. */
export const Tree = ({ tree, criteria }: { tree: CaseTree; criteria?: CaseCriteria | undefined }) => {
  const branch = criteria && !criteria.words && !criteria.status ? criteria.branch : undefined;
  return (
    <nav aria-label={words.tree}>
      <ul class="tree">
        <li><Branch href="/arkiv?gren=cpr" label={words.cpr} icon="person" count={tree.cpr} current={branch === 'cpr'} /></li>
        <li><Branch href="/arkiv?gren=cvr" label={words.cvr} icon="business" count={tree.cvr} current={branch === 'cvr'} /></li>
        {tree.plan.length > 0 ? (
          <li>
            <span class="tree-heading"><Icon name="list-bulleted" small />{words.plan}</span>
            <ul>
              {tree.plan.map((node) => (
                <li class={`plan-depth-${node.depth}`}><Branch href={`/arkiv?emne=${node.id}`} label={`${node.code} ${node.title}`} icon="folder" count={node.cases} current={branch === 'plan' && criteria?.nodeId === node.id} /></li>
              ))}
            </ul>
          </li>
        ) : null}
        {tree.classes.length > 0 ? (
          <li>
            <span class="tree-heading"><Icon name="groups" small />{words.classes}</span>
            <ul>
              {tree.classes.map((each) => (
                <li><Branch href={`/arkiv?klasse=${encodeURIComponent(each.name)}`} label={each.name} icon="folder" count={each.cases} current={branch === 'class' && criteria?.className === each.name} /></li>
              ))}
            </ul>
          </li>
        ) : null}
        {tree.years.length > 1 ? (
          <li>
            <span class="tree-heading"><Icon name="time" small />{words.years}</span>
            <ul>{tree.years.map(({ year, cases }) => <li><Branch href={`/arkiv?aar=${year}`} label={year} icon="folder" count={cases} current={branch === 'year' && criteria?.year === year} /></li>)}</ul>
          </li>
        ) : null}
      </ul>
    </nav>
  );
};
