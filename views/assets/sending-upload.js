// Drag a file onto the page, and see how far the upload has come. Without this the plain form does the same.
const form = document.getElementById('upload');
const input = document.getElementById('fil');
const [progress, bar, status, error] = ['upload-progress', 'upload-bar', 'upload-status', 'upload-error'].map((id) => document.getElementById(id));
let busy = false;

function refuse(words) {
  busy = false;
  progress.hidden = true;
  error.querySelector('.alert-text').textContent = words;
  error.hidden = false;
}

function send(file) {
  if (busy) return;
  error.hidden = true;
  if (file.size > Number(form.dataset.megabytes) * 1024 * 1024) return refuse(form.dataset.tooLarge);
  busy = true;
  const request = new XMLHttpRequest();
  const data = new FormData();
  data.append('fil', file, file.name);
  // The bar moves with every piece; the words are read aloud, so they change by tens only.
  const say = (words, percent) => { status.textContent = words.replace('{name}', file.name).replace('{percent}', percent); };
  progress.hidden = false;
  bar.value = 0;
  say(form.dataset.sending, 0);
  request.upload.addEventListener('progress', (event) => {
    if (!event.lengthComputable) return;
    const percent = Math.round((100 * event.loaded) / event.total);
    bar.value = percent;
    say(form.dataset.sending, percent - (percent % 10));
  });
  request.upload.addEventListener('load', () => { bar.removeAttribute('value'); say(form.dataset.storing); });
  request.addEventListener('error', () => refuse(form.dataset.failed));
  request.addEventListener('load', () => {
    if (request.status < 300) return location.assign(request.responseURL);
    const answer = new DOMParser().parseFromString(request.responseText, 'text/html');
    refuse(answer.querySelector('main .alert-error:not([hidden]) .alert-text')?.textContent || form.dataset.failed);
  });
  request.open('POST', form.action);
  request.send(data);
}

form.addEventListener('submit', (event) => {
  if (!input.files.length) return;
  event.preventDefault();
  send(input.files[0]);
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
  const file = event.dataTransfer.files[0];
  if (file) send(file);
});
