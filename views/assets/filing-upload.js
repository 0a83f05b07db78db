// Files go up in pieces: a broken connection costs a piece, not the file. Without this the plain form does the same in one go.
const pieceBytes = 4 * 1024 * 1024;
const retryMs = [1000, 2000, 5000, 10000, 20000];
const form = document.querySelector('form[data-filing]');
const [list, status, show] = ['overfoersler', 'overfoersel-status', 'overfoersel-vis'].map((id) => document.getElementById(id));
const queue = [];
const counted = { all: 0, done: 0, refused: 0 };
let busy = false;
/** Set when sending on has no sense: whoever was logged in is not any more. */
let stopped = false;

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const amount = (number) => new Intl.NumberFormat('da').format(number);

/** Posts and answers JSON; tries again while nobody answers or the box says that it is busy. */
async function post(address, body, say) {
  for (let tries = 0; ; tries++) {
    try {
      const answer = await fetch(address, { method: 'POST', body, headers: { Accept: 'application/json' }, redirect: 'manual' });
      // Nothing of ours leads elsewhere but to the log-in.
      if (answer.type === 'opaqueredirect') {
        stopped = true;
        return { ok: false, status: 0, data: { message: form.dataset.loggedOut } };
      }
      if (answer.status < 500) return { ok: answer.ok, status: answer.status, data: await answer.json() };
    } catch {
      // No connection: the same piece once more.
    }
    if (tries >= 60) return { ok: false, status: 0, data: { message: form.dataset.broken } };
    say(form.dataset.broken);
    await wait(retryMs[Math.min(tries, retryMs.length - 1)]);
  }
}

async function sendFile({ file, folder }, say) {
  const begin = new URLSearchParams({ navn: file.name, mappe: folder, stoerrelse: String(file.size), aendret: String(file.lastModified) });
  let { ok, data } = await post(form.dataset.filing, begin, say);
  if (!ok) return data.message;
  for (let from = data.received; from < file.size;) {
    const body = new FormData();
    body.append('fil', file.slice(from, from + pieceBytes), 'del');
    const answer = await post(`/overfoersler/${data.id}/${from}`, body, say);
    if (!answer.ok && answer.status !== 409) return answer.data.message;
    // Somebody else, or an answer that was lost, has brought it elsewhere: go on from there.
    const now = answer.ok ? answer : await post(form.dataset.filing, begin, say);
    if (!now.ok) return now.data.message;
    from = now.data.received;
    say(`${Math.floor((from / file.size) * 100)} %`);
  }
  const end = await post(`/overfoersler/${data.id}/afslutning`, new URLSearchParams(), say);
  return end.ok ? null : end.data.message;
}

/** A line for the file that is on its way; it stays where the file was refused. A folder of thousands is never thousands of lines. */
function lineFor({ file, folder }) {
  const [line, name, state] = ['li', 'span', 'span'].map((tag) => document.createElement(tag));
  name.textContent = folder ? `${folder}/${file.name}` : file.name;
  line.append(name, state);
  list.append(line);
  return { say: (words) => { state.textContent = words; }, remove: () => line.remove() };
}

const tell = () => { status.textContent = form.dataset.progress.replace('{done}', amount(counted.done)).replace('{all}', amount(counted.all)); };

/** Takes files in the order they come; what is dropped meanwhile is added. */
async function take(files) {
  if (files.length === 0) return;
  for (const each of [list, status]) each.hidden = false;
  if (files.length + queue.length > Number(form.dataset.most)) {
    status.textContent = form.dataset.tooMany;
    return;
  }
  queue.push(...files);
  counted.all += files.length;
  tell();
  if (busy) return;
  busy = true;
  while (queue.length > 0) {
    const next = queue.shift();
    const line = lineFor(next);
    const problem = await sendFile(next, line.say);
    if (problem) line.say(problem);
    else line.remove();
    counted[problem ? 'refused' : 'done'] += 1;
    tell();
    // What did not leave is not counted as refused; chosen again it goes on.
    if (stopped) queue.length = 0;
  }
  busy = false;
  if (counted.refused === 0) return location.reload();
  show.hidden = counted.done === 0;
}

const chosen = (files) => [...files].map((file) => ({ file, folder: (file.webkitRelativePath || '').split('/').slice(0, -1).join('/') }));

/** What was dropped, folders opened. Stops one file past what is taken. */
async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) return chosen(transfer.files);
  const found = [];
  const open = async (entry, folder) => {
    if (found.length > Number(form.dataset.most)) return;
    if (entry.isFile) return void found.push({ file: await new Promise((resolve, reject) => entry.file(resolve, reject)), folder });
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (some.length === 0) return;
      for (const each of some) await open(each, folder ? `${folder}/${entry.name}` : entry.name);
    }
  };
  for (const entry of entries) await open(entry, '');
  return found;
}

if (form) {
  // Whoever leaves while files are on their way is asked first.
  window.addEventListener('beforeunload', (event) => { if (busy) event.preventDefault(); });
  form.addEventListener('submit', (event) => {
    const files = [...form.querySelectorAll('input[type=file]')].flatMap((input) => chosen(input.files));
    if (files.length === 0) return;
    event.preventDefault();
    form.reset();
    void take(files);
  });
  for (const kind of ['dragenter', 'dragover']) {
    form.addEventListener(kind, (event) => { event.preventDefault(); form.classList.add('drop-over'); });
  }
  for (const kind of ['dragleave', 'drop']) form.addEventListener(kind, () => form.classList.remove('drop-over'));
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    void dropped(event.dataTransfer).then(take);
  });
}

/** Whether somebody is writing or choosing something on the page, which it would lose if it asked anew. */
const inUse = () => document.querySelector('main form :focus, main details[open] :focus') !== null
  || [...document.querySelectorAll('main textarea, main input:not([type=hidden])')].some((field) => field.value !== field.defaultValue);

// While a document is being read its page asks anew.
function askAnew() {
  if (inUse()) setTimeout(askAnew, 3000);
  else location.reload();
}
if (document.querySelector('[data-reading]')) setTimeout(askAnew, 3000);
