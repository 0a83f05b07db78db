// Files go up in pieces: a broken connection costs a piece, not the file. Without this the plain form does the same in one go.
const pieceBytes = 4 * 1024 * 1024;
const retryMs = [1000, 2000, 5000, 10000, 20000];
const form = document.querySelector('form[data-filing]');

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Posts and answers JSON; tries again while nobody answers or the box says that it is busy. */
async function post(address, body, say) {
  for (let tries = 0; ; tries++) {
    try {
      const answer = await fetch(address, { method: 'POST', body, headers: { Accept: 'application/json' } });
      if (answer.status < 500) return { ok: answer.ok, status: answer.status, data: await answer.json() };
    } catch {
      // No connection: the same piece once more.
    }
    if (tries >= 60) return { ok: false, status: 0, data: { message: form.dataset.broken } };
    say(form.dataset.broken);
    await wait(retryMs[Math.min(tries, retryMs.length - 1)]);
  }
}

async function sendFile(file, say) {
  const begin = new URLSearchParams({ navn: file.name, mappe: (file.webkitRelativePath || '').split('/').slice(0, -1).join('/'), stoerrelse: String(file.size) });
  let { ok, data } = await post(form.dataset.filing, begin, say);
  if (!ok) return data.message;
  for (let from = data.received; from < file.size;) {
    const body = new FormData();
    body.append('fil', file.slice(from, from + pieceBytes), 'del');
    const answer = await post(`/overfoersler/${data.id}/${from}`, body, say);
    if (!answer.ok && answer.status !== 409) return answer.data.message;
    // Somebody else, or an answer that was lost, has brought it elsewhere: go on from there.
    from = answer.ok ? answer.data.received : (await post(form.dataset.filing, begin, say)).data.received;
    say(`${Math.floor((from / file.size) * 100)} %`);
  }
  const end = await post(`/overfoersler/${data.id}/afslutning`, new URLSearchParams(), say);
  return end.ok ? null : end.data.message;
}

async function sendAll(files) {
  const list = document.getElementById('overfoersler');
  list.hidden = false;
  const rows = files.map((file) => {
    const row = document.createElement('li');
    const name = document.createElement('span');
    name.textContent = file.webkitRelativePath || file.name;
    const state = document.createElement('span');
    state.textContent = form.dataset.waiting;
    row.append(name, state);
    list.append(row);
    return (words) => { state.textContent = words; };
  });
  let refused = 0;
  for (const [n, file] of files.entries()) {
    const problem = await sendFile(file, rows[n]);
    rows[n](problem ?? form.dataset.ready);
    if (problem) refused += 1;
  }
  if (refused === 0) location.reload();
}

if (form) {
  form.addEventListener('submit', (event) => {
    const files = [...form.querySelectorAll('input[type=file]')].flatMap((input) => [...input.files]);
    if (files.length === 0) return;
    event.preventDefault();
    void sendAll(files);
  });
  for (const kind of ['dragenter', 'dragover']) {
    form.addEventListener(kind, (event) => { event.preventDefault(); form.classList.add('drop-over'); });
  }
  for (const kind of ['dragleave', 'drop']) form.addEventListener(kind, () => form.classList.remove('drop-over'));
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length > 0) void sendAll([...event.dataTransfer.files]);
  });
}

// While a document is being read its page asks anew.
const reading = document.querySelector('[data-reading]');
if (reading) setTimeout(() => location.reload(), 3000);
