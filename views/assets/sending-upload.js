// Drag a file onto the page, and see how far the upload has come. Without this the plain form does the same.
const form = document.getElementById('upload');
const input = document.getElementById('fil');
const status = document.getElementById('upload-status');

function send(file) {
  const request = new XMLHttpRequest();
  const data = new FormData();
  data.append('fil', file, file.name);
  const say = (words, percent) => { status.textContent = words.replace('{name}', file.name).replace('{percent}', percent); };
  request.upload.addEventListener('progress', (event) => {
    if (event.lengthComputable) say(form.dataset.sending, Math.round((100 * event.loaded) / event.total));
  });
  request.upload.addEventListener('load', () => say(form.dataset.storing));
  request.addEventListener('error', () => { status.textContent = form.dataset.failed; });
  request.addEventListener('load', () => {
    if (request.status < 300) location.assign(request.responseURL);
    else {
      const answer = new DOMParser().parseFromString(request.responseText, 'text/html');
      const alert = answer.querySelector('.alert-text');
      status.textContent = alert ? alert.textContent : form.dataset.failed;
    }
  });
  request.open('POST', form.action);
  request.send(data);
}

form.addEventListener('submit', (event) => {
  if (!input.files.length) return;
  event.preventDefault();
  send(input.files[0]);
});
document.addEventListener('dragover', (event) => { event.preventDefault(); form.classList.add('drop-over'); });
document.addEventListener('dragleave', (event) => { if (!event.relatedTarget) form.classList.remove('drop-over'); });
document.addEventListener('drop', (event) => {
  event.preventDefault();
  form.classList.remove('drop-over');
  const file = event.dataTransfer.files[0];
  if (file) send(file);
});
