// Drag files onto the page, and see how far each upload has come. Without this the plain form does the same.
const form = document.getElementById('upload');
const input = document.getElementById('fil');
const lines = document.getElementById('uploads');
const template = document.getElementById('upload-line');
const queue = [];
let busy = false;
let several = false;
let failed = 0;
let last = '';

/** A line of its own for a file: its words, its bar, its error. */
function lineFor(file) {
  const line = template.content.cloneNode(true).firstElementChild;
  const [words, bar, error] = [line.querySelector('.upload-words'), line.querySelector('progress'), line.querySelector('.form-error-message')];
  lines.append(line);
  lines.hidden = false;
  const say = (text, percent = '') => { words.textContent = text.replace('{name}', file.name).replace('{percent}', percent); };
  bar.setAttribute('aria-label', file.name);
  return {
    say,
    progress(percent) {
      bar.value = percent;
      // The bar moves with every piece; the words are read aloud, so they change by tens only.
      say(form.dataset.sending, percent - (percent % 10));
    },
    storing() { bar.removeAttribute('value'); say(form.dataset.storing); },
    done() { bar.remove(); say(form.dataset.done); },
    refuse(text) {
      failed++;
      bar.remove();
      words.textContent = file.name;
      error.querySelector('span').textContent = text;
      error.hidden = false;
    },
  };
}

/** Answers when the file is in, or refused with its reason on its own line. */
function send({ file, line }) {
  if (file.size > Number(form.dataset.megabytes) * 1024 * 1024) return Promise.resolve(line.refuse(form.dataset.tooLarge));
  const request = new XMLHttpRequest();
  const data = new FormData();
  data.append('fil', file, file.name);
  line.progress(0);
  request.upload.addEventListener('progress', (event) => { if (event.lengthComputable) line.progress(Math.round((100 * event.loaded) / event.total)); });
  request.upload.addEventListener('load', () => line.storing());
  return new Promise((resolve) => {
    request.addEventListener('error', () => resolve(line.refuse(form.dataset.failed)));
    request.addEventListener('load', () => {
      if (request.status < 300) {
        last = request.responseURL;
        return resolve(line.done());
      }
      const answer = new DOMParser().parseFromString(request.responseText, 'text/html');
      const said = answer.querySelector('main .alert-error .alert-text p');
      said?.querySelector('strong')?.remove();
      resolve(line.refuse(said?.textContent.replace(/^:\s*/, '') || form.dataset.failed));
    });
    request.open('POST', form.action);
    request.send(data);
  });
}

/** The list below as it is now, while what was refused stays in sight. */
async function renewList() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector('[aria-labelledby=list-heading]');
  if (fresh) document.querySelector('[aria-labelledby=list-heading]')?.replaceWith(fresh);
}

async function take(files) {
  if (files.length === 0) return;
  if (!busy) {
    lines.replaceChildren();
    [failed, several, last] = [0, false, ''];
  }
  if (files.length + queue.length > 1 || busy) several = true;
  queue.push(...files.map((file) => ({ file, line: lineFor(file) })));
  for (const { line } of queue) line.say(form.dataset.sending, 0);
  if (busy) return;
  busy = true;
  while (queue.length > 0) await send(queue.shift());
  busy = false;
  if (failed > 0) {
    form.reset();
    return renewList();
  }
  location.assign(several ? form.action : last);
}

form.addEventListener('submit', (event) => {
  if (!input.files.length) return;
  event.preventDefault();
  take([...input.files]);
});

// Only files open the drop zone, not a piece of text that is dragged about.
const bringsFile = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
document.body.dataset.drop = form.dataset.drop;
document.addEventListener('dragover', (event) => {
  if (!bringsFile(event)) return;
  event.preventDefault();
  document.body.classList.add('dropping');
});
document.addEventListener('dragleave', (event) => { if (!event.relatedTarget) document.body.classList.remove('dropping'); });
document.addEventListener('drop', (event) => {
  if (!bringsFile(event)) return;
  event.preventDefault();
  document.body.classList.remove('dropping');
  take([...event.dataTransfer.files]);
});
