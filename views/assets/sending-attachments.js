// Drag files onto the common ones or onto a recipient, and see how far an upload has come. The plain forms do the same.
const bringsFile = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');

/** The form that a drop at this place is for: the recipient's own, or else the common one's. */
function formAt(target) {
  const row = target instanceof Element ? target.closest('[data-attach]') : null;
  return document.getElementById(row ? `upload-${row.dataset.attach}` : 'upload-faelles');
}
const placeOf = (form) => form?.closest('[data-attach]') ?? form;

/** One file after the other; the page that follows says what was not taken. */
async function send(form, files) {
  const line = form.querySelector('.upload-words');
  const most = Number(form.dataset.megabytes) * 1024 * 1024;
  line.hidden = false;
  form.closest('details')?.setAttribute('open', '');
  const large = files.find((file) => file.size > most);
  if (large) {
    line.textContent = `${large.name}: ${form.dataset.tooLarge}`;
    return;
  }
  const data = new FormData();
  for (const file of files) data.append('fil', file, file.name);
  const request = new XMLHttpRequest();
  const say = (percent) => { line.textContent = form.dataset.sending.replace('{name}', files.map((file) => file.name).join(', ')).replace('{percent}', percent); };
  let told = -1;
  say(0);
  request.upload.addEventListener('progress', (event) => {
    const percent = event.lengthComputable ? Math.floor((10 * event.loaded) / event.total) * 10 : 0;
    if (percent !== told) say((told = percent));
  });
  request.addEventListener('error', () => { line.textContent = form.dataset.failed; });
  request.addEventListener('load', () => {
    if (request.status < 300) return location.assign(request.responseURL);
    // What was refused comes as this page with the reasons on it.
    const answer = new DOMParser().parseFromString(request.responseText, 'text/html').getElementById('indhold');
    if (answer) document.getElementById('indhold').replaceWith(answer);
    else line.textContent = form.dataset.failed;
  });
  request.open('POST', form.action);
  request.send(data);
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  const input = form.matches?.('.attach-upload') ? form.querySelector('input[type=file]') : null;
  if (!input?.files.length) return;
  event.preventDefault();
  send(form, [...input.files]);
});

let over = null;
function mark(place) {
  if (over === place) return;
  over?.classList.remove('attach-over');
  over = place;
  over?.classList.add('attach-over');
}
document.addEventListener('dragover', (event) => {
  if (!bringsFile(event)) return;
  event.preventDefault();
  mark(placeOf(formAt(event.target)));
});
document.addEventListener('dragleave', (event) => { if (!event.relatedTarget) mark(null); });
document.addEventListener('drop', (event) => {
  if (!bringsFile(event)) return;
  event.preventDefault();
  mark(null);
  const form = formAt(event.target);
  if (form) send(form, [...event.dataTransfer.files]);
});

// A list that asks for itself waits while somebody writes or has chosen files.
document.addEventListener('htmx:before:request', (event) => {
  if (!['bilag', 'dele'].includes(event.detail.ctx.sourceElement?.id)) return;
  const busy = document.querySelector('.correct[open], .attach-add[open]') || document.activeElement?.matches('input, select, textarea') || [...document.querySelectorAll('.attach-upload input[type=file]')].some((input) => input.files.length > 0);
  if (busy) event.preventDefault();
});
