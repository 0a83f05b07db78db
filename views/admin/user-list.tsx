import type { User } from '../../src/access/index.ts';
import { Badge } from '../components/state-badge.tsx';
import { Table } from '../components/table.tsx';
import { texts } from '../texts.ts';

const words = texts.user;
const columns = words.columns;

export const UserState = ({ locked }: { locked: boolean }) =>
  locked ? <Badge tone="red" icon="lock" word={words.locked} /> : <Badge tone="green" icon="check" word={words.active} />;

export const UserList = ({ users }: { users: User[] }) => (
  <Table caption={words.title} columns={[{ label: columns.name }, { label: columns.username }, { label: columns.roles }, { label: columns.state }]}>
    {users.map((user) => (
      <tr>
        <td><a class="primary" href={`/administration/brugere/${user.id}`}>{user.name}</a></td>
        <td>{user.username}</td>
        <td>{user.roles.map((role) => texts.roles[role].name).join(', ')}</td>
        <td><UserState locked={user.lockedAt !== null} /></td>
      </tr>
    ))}
  </Table>
);
